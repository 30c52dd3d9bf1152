import type { Plugin, RolldownOptions } from 'rolldown';

declare const options: RolldownOptions[];
export default options;
export function parserOnDemand(): Plugin;

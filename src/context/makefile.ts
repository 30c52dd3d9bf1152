/**
 * What a `make` call runs, worked out from the makefile without running anything: GNU make's variables, rules and
 * functions, as far as they don't ask the machine. Source: the GNU make manual.
 */
export { makefileNames, recipeOf } from './makefile/recipe.ts';
export {
  unknownValue,
  type MakeCall,
  type MakeFiles,
  type MakeProblem,
  type Recipe,
  type RecipeLine,
} from './makefile/types.ts';

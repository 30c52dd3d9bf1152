/** The little that the tests use of the package, which has no types of its own. */
declare module 'mvdan-sh' {
  interface Position {
    readonly Offset: () => number;
  }
  interface Node {
    readonly Pos: () => Position;
    readonly End: () => Position;
    /** Of a call; other nodes have other members. */
    readonly Args: readonly Node[];
  }
  export const syntax: {
    readonly NewParser: () => { readonly Parse: (text: string, name: string) => Node };
    readonly NodeType: (node: Node) => string;
    readonly Walk: (node: Node, visit: (node: Node | null) => boolean) => void;
  };
}

/** Made when the site is built: what the search finds. */
declare module 'virtual:documents' {
  const documents: readonly { readonly id: string; readonly title: string; readonly text: string }[];
  export default documents;
}

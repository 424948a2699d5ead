/** A title of a menu without what marks its access key: `&Back up`, `バックアップ(&B)`; "&&" is an '&'. */
export function plainTitle(title: string): string {
  return title.replace(/\s*\(&[^&]\)/g, '').replace(/&(.)/gs, '$1');
}

// The blocks of a guide that tests run: what it shows is what works.
import type { TextFile } from '../src/yaml-file.ts'

/** Each names its file in its first line: `# mappings/acme-form.yaml` */
export function yamlBlocks(markdown: string): TextFile[] {
  return [...markdown.matchAll(/^```yaml\n# (\S+)\n(.*?)^```$/gms)].map(([, path = '', text = '']) => ({ path, text }))
}

export function commandBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block)
}

import type { ContextValue, WhenClause } from '../../../src/wire/plugins/when/index.js';

/**
 * The meaning of a clause by the shortest way: it is translated into JavaScript and JavaScript answers, with its own regular expressions.
 * Nothing of the evaluator is used.
 */
export function referenceAnswer(clause: WhenClause, values: Partial<Record<string, ContextValue>>): boolean {
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is made of JSON and fixed words
  const answer = new Function('values', 'DECIMAL', `return Boolean(${javascriptOf(clause)})`) as (values: unknown, decimal: RegExp) => boolean;
  return answer(values, /^[+-]?(?=(?:\.?\d){1,15}$)\d+(\.\d+)?$/);
}

function javascriptOf(clause: WhenClause): string {
  const valueOf = (key: string) => `values[${JSON.stringify(key)}]`;
  switch (clause.kind) {
    case 'literal': return String(clause.value);
    case 'key': return valueOf(clause.key);
    case 'not': return `!(${javascriptOf(clause.clause)})`;
    case 'all': return clause.clauses.map(part => `(${javascriptOf(part)})`).join('&&');
    case 'any': return clause.clauses.map(part => `(${javascriptOf(part)})`).join('||');
    case 'equals': {
      const value = valueOf(clause.key);
      return `((typeof ${value}==="string"||typeof ${value}==="number")&&\`\${${value}}\`===${JSON.stringify(clause.value)})===${!clause.negated}`;
    }
    case 'compare': {
      const value = valueOf(clause.key);
      return `(typeof ${value}==="number"||(typeof ${value}==="string"&&DECIMAL.test(${value})))&&Number(${value})${clause.operator}${clause.value}`;
    }
    case 'match': {
      const value = valueOf(clause.key);
      const { source, ignoreCase } = clause.pattern;
      return `["string","number","boolean"].includes(typeof ${value})&&new RegExp(${JSON.stringify(source)},"u${ignoreCase ? 'i' : ''}").test(\`\${${value}}\`)`;
    }
    case 'in': {
      const [value, list] = [valueOf(clause.key), valueOf(clause.list)];
      return `(Array.isArray(${list})?${value}!==undefined&&${list}.includes(${value}):typeof ${list}==="object"&&typeof ${value}==="string"&&Object.keys(${list}).includes(${value}))===${!clause.negated}`;
    }
  }
}

import { codePrefix } from './search.store.js';

describe('a code in what somebody types', () => {
  it.each([
    ['37007', '37007'],
    [' 37 ', '37'],
    ['0207.500.123', '0207500123'],
    ['BE 0207 500 123', '0207500123'],
    ['ovo002249', 'OVO002249'],
    ['OVO0', 'OVO0'],
    ['Tielt', undefined],
    ['Beveren', undefined],
    ['3', undefined],
    ['12345678901', undefined],
    ['', undefined],
  ])('%j is %j', (text, prefix) => {
    expect(codePrefix(text)).toBe(prefix);
  });
});

export { emptyDemo, loadDemo, resetDemo, type DemoTarget } from './load-demo.js';

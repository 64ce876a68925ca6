import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.API_URL ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  define: { __APP_VERSION__: JSON.stringify(process.env.npm_package_version ?? '0.1.0') },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // A strict content security policy knows no data: fonts and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        // Libraries change less often than screens: browsers keep them between releases.
        manualChunks(id: string) {
          if (!id.includes('node_modules')) return undefined;
          if (/react-aria|react-stately|@internationalized/.test(id)) return 'aria';
          if (/urql|graphql|wonka|0no-co/.test(id)) return 'graphql';
          return 'vendor';
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: api, ws: true },
      '/auth': { target: api },
      '/audit/export': { target: api },
      '/requests/file': { target: api },
      '/requests/export': { target: api },
      '/tasks': { target: api },
      '/files': { target: api },
    },
  },
});

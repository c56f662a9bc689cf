/** Style sheets are put beside the code by the build. */
declare module '*.css';

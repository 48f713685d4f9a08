// Looks again by itself while an import is at work.
"use strict";
setTimeout(() => location.reload(), 1500);

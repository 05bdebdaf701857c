/* Inside a frame: tells the page around it how high the text is, again whenever that changes. */
const tell = () => parent.postMessage({ healthArticleHeight: Math.ceil(document.body.scrollHeight) }, "*");

if (parent !== window) new ResizeObserver(tell).observe(document.body);

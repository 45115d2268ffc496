/** The next frame; at once while the page is hidden, when there are none. */
function frame() {
  return new Promise((resolve) => {
    if (document.hidden) {
      resolve();
      return;
    }
    // A page that is hidden meanwhile has no next frame.
    const late = setTimeout(resolve, 250);
    requestAnimationFrame(() => {
      clearTimeout(late);
      resolve();
    });
  });
}

/**
 * The events of a text/event-stream response: all that one read has brought at a time, and one read a frame.
 * What is not read is not sent, so a browser that is busy slows the workers down.
 */
export async function* batches(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    const events = lines.filter((line) => line.startsWith('data:')).flatMap((line) => JSON.parse(line.slice(5)));
    if (events.length > 0) {
      yield events;
      await frame();
    }
  }
}

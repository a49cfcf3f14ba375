package org.omicroutes.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Opens a page in Chromium, works on it with a script, and tells what the script found. */
final class Chromium {
  private static final Pattern RESULT =
      Pattern.compile("<pre id=\"result\">(.*?)</pre>", Pattern.DOTALL);

  private Chromium() {}

  /** The program, or null where the machine has none. */
  static Path program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of("/usr/bin/", "/usr/local/bin/").map(dir -> Path.of(dir + name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  /**
   * Runs the page in a frame of the given width, then the body of {@code async function (frame,
   * page)} on it; returns what that returns as text. Errors of the page come first, one a line.
   */
  static List<String> run(Path dir, Path page, int width, String script) throws Exception {
    String html = Files.readString(page);
    // Before the page's own scripts: what goes wrong in it is told to the frame around it.
    String spy =
        "<script>window.addEventListener('error', e => parent.postMessage('error: ' + e.message, '*'));"
            + "document.addEventListener('securitypolicyviolation',"
            + " e => parent.postMessage('policy: ' + e.blockedURI, '*'));</script>";
    Files.writeString(dir.resolve("inner.html"), html.replaceFirst("<style", spy + "<style"));
    Files.writeString(
        dir.resolve("outer.html"),
        """
        <!DOCTYPE html><meta charset="utf-8"><body><pre id="result">nothing</pre>
        <iframe id="f" src="inner.html" style="width:%dpx;height:900px;border:0"></iframe>
        <script>
        const found = [];
        window.addEventListener('message', e => found.push(String(e.data)));
        document.getElementById('f').addEventListener('load', async () => {
          const frame = document.getElementById('f').contentWindow, page = frame.document;
          try {
            found.push(await (async () => { %s })());
          } catch (e) { found.push('error: ' + e); }
          document.getElementById('result').textContent = found.join('\\n');
        });
        </script></body>
        """
            .formatted(width, script));
    Process process =
        new ProcessBuilder(
                program().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--allow-file-access-from-files",
                "--user-data-dir=" + dir.resolve("profile"),
                "--virtual-time-budget=5000",
                "--dump-dom",
                dir.resolve("outer.html").toUri().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(dir.resolve("dom.html").toFile())
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("Chromium did not end");
    }
    String dom = Files.readString(dir.resolve("dom.html"));
    Matcher matcher = RESULT.matcher(dom);
    return matcher.find() ? matcher.group(1).lines().toList() : List.of("no result: " + dom);
  }
}

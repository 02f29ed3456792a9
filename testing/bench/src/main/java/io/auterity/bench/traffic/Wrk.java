package io.auterity.bench.traffic;

import io.auterity.bench.cpu.Shell;
import io.auterity.bench.figures.VoidRoundException;
import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The closed-loop load generator wrk with one thread and 64 connections that stay open. */
public final class Wrk {

  public static final int CONNECTIONS = 64;

  // A slow answer is no error: wrk's own limit is two seconds.
  private static final String LONGEST = "60s";
  private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+)");

  private final Path script;
  private final int core;
  private final String path;

  public Wrk(Path folder, int core, String key, String body) {
    this(folder.resolve("post.lua"), core, Ask.chat(key, body));
  }

  /**
   * A load.
   *
   * @param file where its script is written
   */
  public Wrk(Path file, int core, Ask ask) {
    this.core = core;
    this.path = ask.path();
    try {
      Files.createDirectories(file.getParent());
      this.script = Files.writeString(file, script(ask));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The key stands in a file, not among the arguments, which every user of the machine can read.
  private static String script(Ask ask) {
    String headers =
        ask.headers().entrySet().stream()
            .map(one -> "wrk.headers[\"%s\"] = \"%s\"".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining("\n"));
    return """
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        %s
        wrk.body = [[%s]]
        done = function(summary)
          local e = summary.errors
          io.write(string.format("RESULT %%d %%d %%d\\n", summary.requests, summary.duration,
            e.connect + e.read + e.write + e.status + e.timeout))
        end
        """
        .formatted(headers, ask.body());
  }

  /**
   * Loads as fast as answers come.
   *
   * @throws VoidRoundException when one request failed
   */
  public Served run(URI target, Duration time) {
    Matcher found = load(target, time);
    if (!found.group(3).equals("0")) {
      throw new VoidRoundException(found.group(3) + " requests failed at " + target);
    }
    return new Served(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)) / 1e6);
  }

  /** Loads as {@link #run} does, before anything is measured: a server that is cold may refuse. */
  public void warmUp(URI target, Duration time) {
    var _ = load(target, time);
  }

  private Matcher load(URI target, Duration time) {
    String text =
        Shell.output(
            Shell.on(
                core,
                List.of(
                    "wrk",
                    "-t1",
                    "-c" + CONNECTIONS,
                    "--timeout",
                    LONGEST,
                    "-d" + time.toSeconds() + "s",
                    "-s" + script,
                    target.resolve(path).toString())));
    Matcher found = RESULT.matcher(text);
    if (!found.find()) {
      throw new VoidRunException("wrk said something else: " + text);
    }
    return found;
  }
}

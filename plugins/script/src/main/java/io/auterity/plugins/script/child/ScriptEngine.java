package io.auterity.plugins.script.child;

import io.auterity.plugins.script.child.ScriptOutcome.End;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** The engine that runs scripts, each in a context of its own that reaches nothing. */
final class ScriptEngine {

  private static final String JS = "js";
  private static final String NAME = "script";
  private static final int LONGEST = 2_000;

  private final Engine engine =
      Engine.newBuilder(JS).option("engine.WarnInterpreterOnly", "false").build();
  private final Source frame = frame();

  private static Source frame() {
    try (InputStream in = ScriptEngine.class.getResourceAsStream("frame.js")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder(JS, text, "frame").build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ScriptOutcome run(String code, String input) {
    ConsoleLog log = new ConsoleLog();
    try (Context context = context(log)) {
      try {
        Value start = context.eval(frame).execute(Frames.MOST_JSON);
        return outcome(start.execute(function(context, code), input), log);
      } catch (NoValue e) {
        return new ScriptOutcome(End.FAULT, e.why, log.toString());
      } catch (PolyglotException e) {
        return new ScriptOutcome(End.FAULT, fault(e), log.toString());
      }
    }
  }

  private Context context(ConsoleLog log) {
    return Context.newBuilder(JS)
        .engine(engine)
        .allowHostAccess(HostAccess.NONE)
        .allowIO(IOAccess.NONE)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowEnvironmentAccess(EnvironmentAccess.NONE)
        .allowExperimentalOptions(true)
        .option("js.esm-eval-returns-exports", "true")
        .option("js.load", "false")
        .option("js.print", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.graal-builtin", "false")
        .option("js.java-package-globals", "false")
        .out(log)
        .err(log)
        .build();
  }

  private static Value function(Context context, String code) {
    Source module =
        Source.newBuilder(JS, code, NAME).mimeType("application/javascript+module").buildLiteral();
    Value exports = context.eval(module);
    Value function = exports.getMember("default");
    if (function == null || !function.canExecute()) {
      throw new NoValue("the script has no function as its default export: write export default");
    }
    return function;
  }

  private static ScriptOutcome outcome(Value state, ConsoleLog log) {
    if (state.getMember("failed").asBoolean()) {
      throw thrown(state.getMember("error"));
    }
    Value end = state.getMember("end");
    if (end.isNull()) {
      throw new NoValue(
          "the script waits for a promise that nothing settles: there are no timers and no network"
              + " here");
    }
    if (end.hasMember("unfit")) {
      throw new NoValue(end.getMember("unfit").asString());
    }
    String json = end.hasMember("json") ? end.getMember("json").asString() : "";
    boolean fits =
        !json.isEmpty() && json.getBytes(StandardCharsets.UTF_8).length <= Frames.MOST_JSON;
    return fits
        ? new ScriptOutcome(End.VALUE, json, log.toString())
        : new ScriptOutcome(End.TOO_LARGE, "the value has more than 1 MiB", log.toString());
  }

  private static RuntimeException thrown(Value error) {
    if (error.isException()) {
      try {
        return error.throwException();
      } catch (PolyglotException e) {
        return e;
      }
    }
    return new NoValue("the script threw " + cut(error.toString()));
  }

  // Errors of the syntax name line and column themselves, and show the line.
  private static String fault(PolyglotException e) {
    String message = cut(String.valueOf(e.getMessage()));
    if (e.isSyntaxError()) {
      return message.strip();
    }
    int line = line(e);
    return line == 0 ? message : "line %d: %s".formatted(line, message);
  }

  private static int line(PolyglotException e) {
    for (StackFrame each : e.getPolyglotStackTrace()) {
      SourceSection section = each.isGuestFrame() ? each.getSourceLocation() : null;
      if (section != null && section.getSource().getName().equals(NAME)) {
        return section.getStartLine();
      }
    }
    return 0;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** A script from which no value comes. */
  private static final class NoValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;

    NoValue(String why) {
      super(why, null, false, false);
      this.why = why;
    }
  }
}

package io.auterity.plugins.script;

import io.auterity.plugins.script.child.Frames;
import io.auterity.plugins.script.child.ScriptOutcome;
import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.script.ScriptResult;
import io.auterity.spi.script.ScriptRun;
import io.auterity.spi.script.Scripting;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.PieceMemory;
import io.auterity.toolkit.json.JsonUtf8;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The scripts of one provider, and so of one tenant. */
final class ScriptClient implements Scripting, AutoCloseable {

  /** Integers beyond are not all numbers of JavaScript. */
  private static final long EXACT = (1L << 53) - 1;

  private final ProviderContext context;
  private final ScriptProcesses processes;
  private final ScriptProcesses.Owner owner = new ScriptProcesses.Owner();

  ScriptClient(ProviderContext context, ScriptProcesses processes) {
    this.context = context;
    this.processes = processes;
  }

  @Override
  public ScriptResult runCode(ScriptRun input, Call call) {
    Cancelled.check(call);
    Json given = input.input() == null ? Json.NULL : input.input();
    exact("input", given);
    byte[] json = JsonUtf8.write(given);
    if (json.length > Frames.MOST_JSON) {
      throw ScriptErrors.inputTooLarge(json.length);
    }
    byte[] code = input.code().getBytes(StandardCharsets.UTF_8);
    Duration left = call.remaining();
    Duration timeout = input.within().compareTo(left) < 0 ? input.within() : left;
    ScriptChild.Request request = new ScriptChild.Request(code, json, timeout);
    return result(processes.run(owner, request, context.work(), call), call);
  }

  private static ScriptResult result(ScriptOutcome outcome, Call call) {
    return switch (outcome.end()) {
      case FAULT -> throw ScriptErrors.fault(outcome.text(), outcome.log());
      case TOO_LARGE -> throw ScriptErrors.valueTooLarge();
      case VALUE -> {
        byte[] value = outcome.text().getBytes(StandardCharsets.UTF_8);
        new PieceMemory(call).add(value);
        yield new ScriptResult(
            JsonUtf8.read(value), outcome.log().isEmpty() ? null : outcome.log());
      }
    };
  }

  private static void exact(String path, Json value) {
    switch (value) {
      case Json.Int(long number) when Math.abs(number) > EXACT || number == Long.MIN_VALUE ->
          throw ScriptErrors.rounded(path, number);
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          exact("%s[%d]".formatted(path, i), items.get(i));
        }
      }
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach((name, field) -> exact(path + "." + name, field));
      default -> {}
    }
  }

  @Override
  public void close() {
    processes.end(owner);
  }
}

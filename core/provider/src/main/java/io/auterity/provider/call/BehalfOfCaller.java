package io.auterity.provider.call;

import io.auterity.platform.database.Database;
import io.auterity.spi.BehalfRuns;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.Page;
import io.auterity.spi.PluginManifest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The acts that a connector may do on behalf of its caller: what its manifest asks for, while the
 * call lasts and outside of transactions. What fails of it is no finding of the connector's
 * provider.
 */
record BehalfOfCaller(
    PluginManifest plugin, ConnectorCall call, HostServices services, OnBehalf target)
    implements OnBehalf {

  private static final String CALLS = "calls";
  private static final String RUNS = "runs";
  private static final String EVENTS = "events";

  @Override
  public List<String> providers(String capability) {
    return acted(CALLS, () -> target.providers(capability));
  }

  @Override
  public List<Answer> callAll(List<Asked> calls) {
    List<Answer> answers = acted(CALLS, () -> target.callAll(calls));
    answers.stream()
        .map(Answer::failure)
        .filter(Objects::nonNull)
        .forEach(services::failedOnBehalf);
    return answers;
  }

  @Override
  public Json.Obj call(Asked asked) {
    return acted(CALLS, () -> target.call(asked));
  }

  @Override
  public BehalfRuns runs() {
    require(RUNS);
    return new Runs(target.runs());
  }

  @Override
  public String raise(String type, String subject, Json.Obj data) {
    return acted(EVENTS, () -> target.raise(type, subject, data));
  }

  private <T> T acted(String power, Supplier<T> work) {
    require(power);
    if (call.over()) {
      throw new CallFailedException(
          FailureCode.INTERNAL,
          "%s acts on behalf of a caller whose call is over".formatted(plugin.id()));
    }
    if (Database.inTransaction()) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.INTERNAL,
                  "%s acts on behalf of its caller inside Documents.write: do it before or after"
                      .formatted(plugin.id()))
              .withFields(Map.of("reason", "in_transaction")));
    }
    return services.acted(work);
  }

  private void require(String power) {
    if (!plugin.onBehalf().contains(power)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "plugin %s may not use %s on behalf of its callers: its manifest must say onBehalf: [%s]"
              .formatted(plugin.id(), power, power));
    }
  }

  private final class Runs implements BehalfRuns {
    private final BehalfRuns runs;

    Runs(BehalfRuns runs) {
      this.runs = runs;
    }

    @Override
    public Run start(NewRun run) {
      return acted(RUNS, () -> runs.start(run));
    }

    @Override
    public Optional<Run> find(String key) {
      return acted(RUNS, () -> runs.find(key));
    }

    @Override
    public void cancel(String key) {
      acted(
          RUNS,
          () -> {
            runs.cancel(key);
            return true;
          });
    }

    @Override
    public Page<Step> steps(String key, @Nullable Cursor cursor, int limit) {
      return acted(RUNS, () -> runs.steps(key, cursor, limit));
    }

    @Override
    public Step step(String key, String step) {
      return acted(RUNS, () -> runs.step(key, step));
    }

    @Override
    public List<Event> events(String key, long after, int limit) {
      return acted(RUNS, () -> runs.events(key, after, limit));
    }
  }
}

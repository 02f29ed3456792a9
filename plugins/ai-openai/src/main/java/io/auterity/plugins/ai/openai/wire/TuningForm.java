package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.Tuning.Fault;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningState;
import io.auterity.toolkit.http.MultipartForm;
import io.auterity.toolkit.json.ReplyFields;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form of fine-tuning jobs at a vendor of the dialect. */
public enum TuningForm {

  /** https://platform.openai.com/docs/api-reference/fine-tuning. */
  OPENAI("openai", "files", "fine_tuning/jobs", true) {
    private static final Set<String> READ =
        Set.of(
            "object",
            "id",
            "model",
            "status",
            "fine_tuned_model",
            "created_at",
            "finished_at",
            "trained_tokens",
            "error");

    @Override
    MultipartForm file(Content content) {
      return new MultipartForm().field("purpose", PURPOSE).file("file", content);
    }

    @Override
    Map<String, Json> fields(NewTuning asked) {
      Map<String, Json> fields = common(asked);
      put(fields, "seed", asked.seed());
      if (asked.epochs() != null) {
        putEpochs(fields, Json.of(asked.epochs().longValue()));
      }
      return fields;
    }

    // They stand where the own fields of the vendor have the rest, or where its default reads them.
    private void putEpochs(Map<String, Json> fields, Json epochs) {
      if (fields.get("method") == null && fields.get(HYPER) instanceof Json.Obj hyper) {
        fields.put(HYPER, hyper.with("n_epochs", epochs));
        return;
      }
      Json.Obj method = fields.get("method") instanceof Json.Obj own ? own : Json.EMPTY;
      String type = method.text("type") == null ? "supervised" : method.text("type");
      Json.Obj of = ReplyFields.object(method, type);
      Json.Obj hyper = ReplyFields.object(of, HYPER).with("n_epochs", epochs);
      fields.put("method", method.with("type", Json.of(type)).with(type, of.with(HYPER, hyper)));
    }

    @Override
    Tuning job(Json.Obj told, String provider) {
      String model = ReplyFields.text(told, "model");
      TuningState state = state(ReplyFields.text(told, "status"));
      return Tuning.builder(new Ref(provider, id(told)), model, state)
          .tunedModel(optional(told, "fine_tuned_model"))
          .createdAt(second(told, "created_at"))
          .endedAt(second(told, "finished_at"))
          .trainedTokens(count(told, "trained_tokens"))
          .fault(fault(ReplyFields.object(told, "error")))
          .extra(rest(told, READ))
          .build();
    }

    private TuningState state(String word) {
      return switch (word) {
        case "validating_files" -> TuningState.VALIDATING;
        case "queued" -> TuningState.QUEUED;
        case "succeeded" -> TuningState.SUCCEEDED;
        case "failed" -> TuningState.FAILED;
        case "cancelled" -> TuningState.CANCELLED;
        default -> TuningState.RUNNING;
      };
    }

    private @Nullable Fault fault(Json.Obj error) {
      String code = optional(error, "code");
      String message = optional(error, "message");
      return code == null && message == null
          ? null
          : new Fault(
              code == null ? "failed" : code, message == null ? "" : message, error.text("param"));
    }

    @Override
    TuningEvents.Event event(Json.Obj told) {
      Json.Obj data = ReplyFields.object(told, "data");
      return new TuningEvents.Event(
          id(told),
          second(told, "created_at"),
          ReplyFields.text(told, "level"),
          ReplyFields.text(told, "message"),
          data.fields().isEmpty() ? null : data);
    }
  },

  /** https://docs.together.ai/reference/post-fine-tunes. */
  TOGETHER("together", "files/upload", "fine-tunes", false) {
    private static final Set<String> READ =
        Set.of("id", "model", "status", "model_output_name", "created_at", "token_count", "events");

    @Override
    MultipartForm file(Content content) {
      return new MultipartForm()
          .field("purpose", PURPOSE)
          .field("file_name", content.name() == null ? "examples.jsonl" : content.name())
          .file("file", content);
    }

    @Override
    Map<String, Json> fields(NewTuning asked) {
      Map<String, Json> fields = common(asked);
      put(fields, "random_seed", asked.seed());
      put(fields, "n_epochs", asked.epochs() == null ? null : asked.epochs().longValue());
      return fields;
    }

    @Override
    Tuning job(Json.Obj told, String provider) {
      TuningState state = state(ReplyFields.text(told, "status"));
      return Tuning.builder(new Ref(provider, id(told)), ReplyFields.text(told, "model"), state)
          .tunedModel(optional(told, "model_output_name"))
          .createdAt(time(told, "created_at"))
          .endedAt(state.ended() ? time(told, "updated_at") : null)
          .trainedTokens(state.ended() ? count(told, "token_count") : null)
          .fault(state == TuningState.FAILED ? new Fault("error", lastWords(told), null) : null)
          .extra(rest(told, READ))
          .build();
    }

    private TuningState state(String word) {
      return switch (word) {
        case "pending", "queued" -> TuningState.QUEUED;
        case "completed" -> TuningState.SUCCEEDED;
        case "error" -> TuningState.FAILED;
        case "cancelled" -> TuningState.CANCELLED;
        default -> TuningState.RUNNING;
      };
    }

    private String lastWords(Json.Obj told) {
      return ReplyFields.objects(told, "events").stream()
          .filter(event -> ReplyFields.text(event, "level").endsWith("error"))
          .map(event -> ReplyFields.text(event, "message"))
          .reduce("", (before, last) -> last);
    }

    @Override
    TuningEvents.Event event(Json.Obj told) {
      String level = ReplyFields.text(told, "level");
      return new TuningEvents.Event(
          optional(told, "hash") == null
              ? ReplyFields.text(told, "created_at")
              : required(told, "hash"),
          time(told, "created_at"),
          level.endsWith("error") ? "error" : level.endsWith("warning") ? "warn" : "info",
          ReplyFields.text(told, "message"),
          Json.EMPTY
              .with("type", Json.of(ReplyFields.text(told, "type")))
              .with("step", Json.of(ReplyFields.number(told, "step"))));
    }
  };

  private static final String PURPOSE = "fine-tune";
  private static final Set<String> FILES = Set.of("training_file", "validation_file");
  private static final String HYPER = "hyperparameters";

  private final String dialect;
  private final String files;
  private final String jobs;
  private final boolean pages;

  TuningForm(String dialect, String files, String jobs, boolean pages) {
    this.dialect = dialect;
    this.files = files;
    this.jobs = jobs;
    this.pages = pages;
  }

  /** Name of its own fields in {@code extra}. */
  public String dialect() {
    return dialect;
  }

  /** Whether lists come in pages; else all of them comes at once. */
  public boolean pages() {
    return pages;
  }

  /** Where files are posted. */
  String files() {
    return files;
  }

  /** Where jobs are. */
  String jobs() {
    return jobs;
  }

  abstract MultipartForm file(Content content);

  /** All fields of a new job but its files. */
  abstract Map<String, Json> fields(NewTuning asked);

  abstract Tuning job(Json.Obj told, String provider);

  abstract TuningEvents.Event event(Json.Obj told);

  // What has a name of its own wins; files are those that were handed over with this job.
  final Map<String, Json> common(NewTuning asked) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("model", Json.of(asked.model()));
    fields.putAll(Extra.in(asked.extra(), dialect).fields());
    fields.keySet().removeAll(FILES);
    fields.put("model", Json.of(asked.model()));
    if (asked.suffix() != null) {
      fields.put("suffix", Json.of(asked.suffix()));
    }
    return fields;
  }

  private static void put(Map<String, Json> fields, String name, @Nullable Long value) {
    if (value != null) {
      fields.put(name, Json.of(value));
    }
  }

  static String id(Json.Obj told) {
    return required(told, "id");
  }

  private static String required(Json.Obj told, String name) {
    String id = ReplyFields.text(told, name);
    if (id.isEmpty()) {
      throw OpenAiErrors.unreadable("it has no " + name);
    }
    return id;
  }

  private static @Nullable String optional(Json.Obj told, String field) {
    String text = ReplyFields.text(told, field);
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long count(Json.Obj told, String field) {
    long count = ReplyFields.number(told, field);
    return count > 0 ? (Long) count : null;
  }

  static @Nullable Instant second(Json.Obj told, String field) {
    long seconds = ReplyFields.number(told, field);
    return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
  }

  private static @Nullable Instant time(Json.Obj told, String field) {
    try {
      return OffsetDateTime.parse(ReplyFields.text(told, field)).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** What of a job has no name of its own. */
  final @Nullable Map<String, Json.Obj> rest(Json.Obj told, Set<String> read) {
    Map<String, Json> rest = new LinkedHashMap<>(told.fields());
    rest.keySet().removeAll(read);
    rest.values().removeIf(Json.Null.class::isInstance);
    return Extra.of(dialect, new Json.Obj(rest));
  }
}

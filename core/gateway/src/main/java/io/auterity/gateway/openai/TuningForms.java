package io.auterity.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.jobs.file.StoredFile;
import io.auterity.jobs.tuning.TuningJob;
import io.auterity.jobs.tuning.TuningPage;
import io.auterity.jobs.tuning.TuningRequest;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningState;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * OpenAI's jobs of fine-tuning. Of what its own API tells, those of its files and organization
 * alone are left out: they lie with a vendor whom the caller has no account with.
 */
record TuningForms(Act act, JsonReader json) implements Form.Tunings {

  private static final int MOST = 100;
  private static final int USUAL = 20;
  private static final String HYPER = "hyperparameters";

  /** What a job tells as its vendor does, and what stands there where the vendor does not. */
  private static final Map<String, Json> AS_TOLD = Map.of(HYPER, Json.EMPTY, "seed", Json.of(0));

  private static final List<String> AS_TOLD_IF_AT_ALL =
      List.of("method", "integrations", "metadata", "estimated_finish");

  @Override
  public UUID id(Question question) {
    return TuningJob.ID.read(question.named());
  }

  @Override
  public UUID after(String id) {
    return TuningJob.ID.read(id);
  }

  @Override
  public TuningRequest read(Question question) {
    RequestFields fields = RequestFields.of("", json.read(question.body()));
    String model = fields.model();
    if (model.indexOf('\0') >= 0) {
      throw FieldRefusals.invalid("model", "must not contain U+0000");
    }
    UUID training = StoredFile.ID.read(fields.requiredText("training_file"));
    String validation = fields.text("validation_file");
    String suffix = fields.text("suffix");
    Long seed = fields.whole("seed");
    // What is set by its name for all vendors is told to OpenAI's as it was written.
    Json.Obj rest = fields.rest();
    return new TuningRequest(
        model,
        training,
        validation == null ? null : StoredFile.ID.read(validation),
        suffix,
        epochs(rest),
        seed,
        Extra.of(PartReader.DIALECT, rest));
  }

  private static @Nullable Integer epochs(Json.Obj asked) {
    Json.Obj method = object(asked, "method");
    String type = method.text("type");
    Json.Obj set = object(type == null ? asked : object(method, type), HYPER);
    return switch (set.get("n_epochs")) {
      case null -> null;
      case Json.Str(String word) when word.equals("auto") -> null;
      case Json.Int(long epochs) when epochs >= 1 && epochs <= 50 -> (int) epochs;
      default -> throw FieldRefusals.invalid("n_epochs", "must be 'auto', or 1 to 50");
    };
  }

  private static Json.Obj object(Json.Obj object, String name) {
    return object.get(name) instanceof Json.Obj found ? found : Json.EMPTY;
  }

  @Override
  public TuningPage page(Question question) {
    return new TuningPage(
        question.query().get("after"), FileForms.limit(question.query().get("limit"), USUAL, MOST));
  }

  @Override
  public byte[] write(TuningJob job, Tuning told) {
    return JsonBody.bytes(out -> write(out, job, told));
  }

  private static void write(JsonGenerator out, TuningJob job, Tuning told) {
    out.writeStartObject();
    out.writeStringProperty("id", TuningJob.ID.write(job.id()));
    out.writeStringProperty("object", "fine_tuning.job");
    out.writeStringProperty("model", job.order().model());
    out.writeStringProperty("status", word(told.state()));
    out.writeNumberProperty("created_at", job.order().created().getEpochSecond());
    time(out, "finished_at", told.endedAt());
    out.writeName("fine_tuned_model");
    out.writeString(told.tunedModel());
    if (told.trainedTokens() == null) {
      out.writeNullProperty("trained_tokens");
    } else {
      out.writeNumberProperty("trained_tokens", told.trainedTokens());
    }
    out.writeStringProperty("training_file", StoredFile.ID.write(job.order().trainingFile()));
    UUID validation = job.order().validationFile();
    out.writeName("validation_file");
    out.writeString(validation == null ? null : StoredFile.ID.write(validation));
    out.writeArrayPropertyStart("result_files");
    out.writeEndArray();
    out.writeStringProperty("organization_id", "");
    fault(out, told.fault());
    Json.Obj own = Extra.in(told.extra(), PartReader.DIALECT);
    AS_TOLD.forEach(
        (name, usual) ->
            JsonWriter.field(out, name, Objects.requireNonNullElse(own.get(name), usual)));
    for (String name : AS_TOLD_IF_AT_ALL) {
      Json value = own.get(name);
      if (value != null) {
        JsonWriter.field(out, name, value);
      }
    }
    out.writeEndObject();
  }

  private static String word(TuningState state) {
    return state == TuningState.VALIDATING
        ? "validating_files"
        : state.name().toLowerCase(Locale.ROOT);
  }

  private static void time(JsonGenerator out, String name, @Nullable Instant time) {
    if (time == null) {
      out.writeNullProperty(name);
    } else {
      out.writeNumberProperty(name, time.getEpochSecond());
    }
  }

  private static void fault(JsonGenerator out, Tuning.@Nullable Fault fault) {
    if (fault == null) {
      out.writeNullProperty("error");
      return;
    }
    out.writeObjectPropertyStart("error");
    out.writeStringProperty("code", fault.code());
    out.writeStringProperty("message", fault.message());
    out.writeName("param");
    out.writeString(fault.field());
    out.writeEndObject();
  }

  @Override
  public byte[] write(List<byte[]> jobs, boolean more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("{\"object\":\"list\",\"data\":[".getBytes(UTF_8));
    for (int i = 0; i < jobs.size(); i++) {
      bytes.writeBytes((i == 0 ? "" : ",").getBytes(UTF_8));
      bytes.writeBytes(jobs.get(i));
    }
    bytes.writeBytes("],\"has_more\":%b}".formatted(more).getBytes(UTF_8));
    return bytes.toByteArray();
  }

  @Override
  public byte[] write(TuningEvents events) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("object", "list");
          out.writeArrayPropertyStart("data");
          events.events().forEach(event -> write(out, event));
          out.writeEndArray();
          out.writeBooleanProperty("has_more", events.more());
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, TuningEvents.Event event) {
    out.writeStartObject();
    out.writeStringProperty("id", event.id());
    out.writeStringProperty("object", "fine_tuning.job.event");
    Instant at = event.at();
    out.writeNumberProperty("created_at", at == null ? 0 : at.getEpochSecond());
    out.writeStringProperty("level", event.level());
    out.writeStringProperty("message", event.message());
    JsonWriter.field(out, "data", event.data() == null ? Json.EMPTY : event.data());
    out.writeStringProperty("type", "message");
    out.writeEndObject();
  }
}

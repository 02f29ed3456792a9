package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.UploadedForm;
import io.auterity.gateway.dialect.WholeCall;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Content;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.TokenUsage;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** {@code POST /v1/images/generations} and {@code edits}, answered whole. */
final class ImageForm {

  private static final int MOST = 10;
  private static final int MOST_FILES = 16;
  private static final List<String> FILES = List.of("image", "mask");

  /** Pictures from words. */
  static Form.Whole made(JsonReader json) {
    return question -> {
      RequestFields body = RequestFields.of("", json.read(question.body()));
      String model = body.optionalModel();
      String user = body.text("user");
      String prompt = body.requiredText("prompt");
      ImageStyle style = style(body);
      ImageRequest request =
          new ImageRequest(model, prompt, style, body.takeExtra(PartReader.DIALECT));
      return call("image.create", request, model, user);
    };
  }

  /** Pictures from pictures. */
  static WholeCall edited(Question question) {
    UploadedForm form = UploadedForm.read(question, List.of("prompt", "model", "user"));
    form.refuseOtherFiles(FILES);
    RequestFields fields = form.fields();
    String model = fields.optionalModel();
    String user = fields.text("user");
    String prompt = fields.requiredText("prompt");
    ImageStyle style = style(fields);
    ImageEdit edit =
        new ImageEdit(
            model,
            prompt,
            pictures(form),
            form.optionalFile("mask"),
            style,
            fields.takeExtra(PartReader.DIALECT));
    return call("image.edit", edit, model, user);
  }

  private static WholeCall call(
      String operation, Record request, @Nullable String model, @Nullable String user) {
    return WholeCall.json(operation, request, model, user, Images.class, ImageForm::write);
  }

  private static List<Content> pictures(UploadedForm form) {
    List<Content> pictures = form.files().getOrDefault("image", List.of());
    if (pictures.isEmpty()) {
      throw FieldRefusals.missing("image");
    }
    if (pictures.size() > MOST_FILES) {
      throw FieldRefusals.invalid("image", "must be at most %d files".formatted(MOST_FILES));
    }
    return pictures;
  }

  private static ImageStyle style(RequestFields fields) {
    if (fields.flag("stream")) {
      throw FieldRefusals.unsupported("stream", "must be false: pictures come whole");
    }
    Integer count = fields.positive("n");
    if (count != null && count > MOST) {
      throw FieldRefusals.invalid("n", "must be at most %d, not %d".formatted(MOST, count));
    }
    return new ImageStyle(
        count,
        fields.text("size"),
        fields.text("quality"),
        fields.text("background"),
        fields.text("output_format"),
        addresses(fields.text("response_format")));
  }

  private static @Nullable Boolean addresses(@Nullable String format) {
    return switch (format) {
      case null -> null;
      case "url" -> true;
      case "b64_json" -> false;
      default ->
          throw FieldRefusals.invalid("response_format", "must be url or b64_json, not " + format);
    };
  }

  private static byte[] write(Images answer, AnswerDefaults defaults) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeNumberProperty("created", defaults.seconds());
          out.writeArrayPropertyStart("data");
          answer.images().forEach(image -> write(out, image));
          out.writeEndArray();
          writeFormat(out, answer);
          write(out, answer.usage());
          out.writeEndObject();
        });
  }

  private static void write(JsonGenerator out, Images.Made image) {
    out.writeStartObject();
    if (image.content() != null) {
      String base64 = Base64.getEncoder().encodeToString(image.content().bytes());
      out.writeStringProperty("b64_json", base64);
    }
    if (image.url() != null) {
      out.writeStringProperty("url", image.url());
    }
    if (image.revisedPrompt() != null) {
      out.writeStringProperty("revised_prompt", image.revisedPrompt());
    }
    out.writeEndObject();
  }

  private static void writeFormat(JsonGenerator out, Images answer) {
    Content first = answer.images().isEmpty() ? null : answer.images().getFirst().content();
    if (first != null && first.isPicture()) {
      out.writeStringProperty("output_format", first.mediaType().substring("image/".length()));
    }
  }

  private static void write(JsonGenerator out, TokenUsage usage) {
    if (usage.input() + usage.output() > 0) {
      out.writeObjectPropertyStart("usage");
      out.writeNumberProperty("input_tokens", usage.input());
      out.writeNumberProperty("output_tokens", usage.output());
      out.writeNumberProperty("total_tokens", usage.input() + usage.output());
      out.writeEndObject();
    }
  }
}

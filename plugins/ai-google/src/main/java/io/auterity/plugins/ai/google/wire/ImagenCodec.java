package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST models/{model}:predict} of Imagen, which makes up to four pictures of a shape. */
public record ImagenCodec(GoogleEndpoint endpoint) implements GoogleCodec<ImageRequest, Images> {

  private static final String PARAMETERS = "parameters";
  private static final String PROMPTS = "instances";

  /** What the cost hangs on, and where the pictures come back. */
  private static final List<String> TYPED_ONLY = List.of("sampleCount", "storageUri");

  @Override
  public WireRequest encode(ImageRequest request) {
    Json.Obj own = Extra.in(request.extra(), GeminiFit.DIALECT);
    if (own.get(PROMPTS) != null) {
      throw refused(PROMPTS);
    }
    if (own.get(PARAMETERS) instanceof Json.Obj parameters) {
      TYPED_ONLY.stream()
          .filter(name -> parameters.get(name) != null)
          .findFirst()
          .ifPresent(
              name -> {
                throw refused(PARAMETERS + "." + name);
              });
    } else if (own.get(PARAMETERS) != null) {
      throw Refusal.invalid(place(PARAMETERS), "must be an object");
    }
    Json prompt = Json.EMPTY.with("prompt", Json.of(request.prompt()));
    Json.Obj body =
        Json.EMPTY
            .with(PROMPTS, Json.array(List.of(prompt)))
            .with(PARAMETERS, parameters(PictureModel.style(request.style())));
    return endpoint.post(
        Objects.requireNonNull(request.model()), "predict", GenerateContentBody.joined(body, own));
  }

  private static Json.Obj parameters(ImageStyle style) {
    Map<String, Json> parameters = new LinkedHashMap<>();
    parameters.put("sampleCount", Json.of((long) PictureModel.IMAGEN.count(style)));
    // Without it the caller is not told why a picture is missing.
    parameters.put("includeRaiReason", Json.of(true));
    String shape = PictureModel.IMAGEN.shape(style);
    if (shape != null) {
      parameters.put("aspectRatio", Json.of(shape));
    }
    String type = PictureModel.IMAGEN.type(style);
    if (type != null) {
      parameters.put("outputOptions", Json.EMPTY.with("mimeType", Json.of(type)));
    }
    return new Json.Obj(parameters);
  }

  private static CallFailedException refused(String name) {
    return Refusal.invalid(place(name), "must not be given among further fields");
  }

  private static String place(String name) {
    return "extra.%s.%s".formatted(GeminiFit.DIALECT, name);
  }

  @Override
  public Images decode(WireResponse response) {
    List<Json.Obj> told = ReplyFields.objects(GoogleRpcErrors.read(response), "predictions");
    List<Images.Made> made =
        told.stream()
            .filter(one -> one.text("bytesBase64Encoded") != null)
            .map(this::made)
            .toList();
    if (made.isEmpty()) {
      throw none(told);
    }
    return new Images(
        null, made, new TokenUsage(0, 0, 0, 0, 0, 0, Map.of(MediaUnit.IMAGES, (long) made.size())));
  }

  private static CallFailedException none(List<Json.Obj> told) {
    return told.stream()
        .map(one -> ReplyFields.text(one, "raiFilteredReason"))
        .filter(why -> !why.isEmpty())
        .findFirst()
        .map(
            why ->
                new CallFailedException(
                    Failure.of(FailureCode.CONTENT_REFUSED, "the model shows no picture: " + why)
                        .withApplied(Applied.UNKNOWN)))
        .orElseGet(() -> VendorReply.unreadable("it holds no pictures"));
  }

  private Images.Made made(Json.Obj one) {
    String type = ReplyFields.text(one, "mimeType");
    return new Images.Made(
        picture(type, ReplyFields.text(one, "bytesBase64Encoded")), null, one.text("prompt"));
  }

  static Content picture(@Nullable String type, String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return Content.of(type == null || type.isEmpty() ? "image/png" : type, bytes);
    } catch (IllegalArgumentException e) {
      throw VendorReply.unreadable("the bytes of a picture are no base64");
    }
  }
}

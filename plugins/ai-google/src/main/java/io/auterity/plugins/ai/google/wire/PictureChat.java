package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Measured;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pictures of Gemini's: a chat with the prompt and what to change, answered in a picture. */
public final class PictureChat {

  /**
   * The chat in which a picture is made.
   *
   * @throws CallFailedException {@code unsupported} for a shape or number that the model cannot do
   */
  public static ChatRequest of(ImageRequest request) {
    return chat(request.model(), request.prompt(), List.of(), request.style(), request.extra());
  }

  /**
   * The chat in which pictures are changed, or one is made of them.
   *
   * @throws CallFailedException {@code unsupported} for a mask, for Imagen, and as above
   */
  public static ChatRequest of(ImageEdit request) {
    if (PictureModel.of(request.model()) != PictureModel.GEMINI) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "model",
          "model '%s' changes no pictures here: gemini-…-image do".formatted(request.model()));
    }
    if (request.mask() != null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "mask",
          "the model takes none: say in the prompt what to change");
    }
    return chat(
        request.model(), request.prompt(), request.images(), request.style(), request.extra());
  }

  private static ChatRequest chat(
      @Nullable String model,
      String prompt,
      List<Content> images,
      @Nullable ImageStyle asked,
      @Nullable Map<String, Json.Obj> extra) {
    ImageStyle style = PictureModel.style(asked);
    PictureModel.GEMINI.count(style);
    List<Part> parts = new ArrayList<>(List.of(new Part.Text(prompt)));
    images.forEach(one -> parts.add(part(one, "images[%d]".formatted(parts.size() - 1))));
    return ChatRequest.builder(
            Objects.requireNonNull(model), List.of(new Message(Role.USER, parts)))
        .extra(
            Extra.of(
                GeminiFit.DIALECT,
                GenerateContentBody.joined(config(style), Extra.in(extra, GeminiFit.DIALECT))))
        .build();
  }

  private static Part part(Content image, String field) {
    if (!image.isPicture()) {
      throw Refusal.invalid(field, "must be a picture, not " + image.mediaType());
    }
    return new Part.Image(
        null, image.mediaType(), Base64.getEncoder().encodeToString(image.bytes()));
  }

  // Some models refuse to draw without a word beside it.
  private static Json.Obj config(ImageStyle style) {
    Json.Obj config =
        Json.EMPTY.with(
            "responseModalities", Json.array(List.of(Json.of("TEXT"), Json.of("IMAGE"))));
    String shape = PictureModel.GEMINI.shape(style);
    return Json.EMPTY.with(
        "generationConfig",
        shape == null
            ? config
            : config.with("imageConfig", Json.EMPTY.with("aspectRatio", Json.of(shape))));
  }

  /**
   * The pictures of an answer, without the words beside them.
   *
   * @throws CallFailedException when there are none
   */
  public static Images read(ChatResponse answer) {
    List<Images.Made> made = new ArrayList<>();
    for (Part part : answer.parts()) {
      if (part instanceof Part.Image(_, String type, String base64, _) && base64 != null) {
        made.add(new Images.Made(ImagenCodec.picture(type, base64), null, null));
      }
    }
    if (made.isEmpty()) {
      String why = answer.detail() == null ? "" : ", but ends with " + answer.detail();
      throw VendorReply.unreadable("it holds no pictures" + why);
    }
    return new Images(
        answer.model(), made, answer.usage().and(MediaUnit.IMAGES, (long) made.size()));
  }

  /** What of a request for pictures does not arrive, by canonical name. */
  public static List<String> lost(Measured request) {
    return switch (request) {
      case ImageRequest made -> lost(made.model(), made.style(), made.extra());
      case ImageEdit changed -> lost(changed.model(), changed.style(), changed.extra());
      default -> List.of();
    };
  }

  private static List<String> lost(
      @Nullable String model, @Nullable ImageStyle style, @Nullable Map<String, Json.Obj> extra) {
    List<String> lost = new ArrayList<>(Extra.names(extra, GeminiFit.DIALECT));
    PictureModel.known(model)
        .ifPresent(known -> lost.addAll(known.lost(PictureModel.style(style))));
    return lost;
  }
}

package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.ReplyFields;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shared JSON of image generation and image editing. */
final class ImageJson {

  private static final String IMAGE_TOKENS = "image_tokens";

  /** What the cost hangs on is typed. */
  private static final List<String> TYPED_ONLY = List.of("model", "n");

  /** All fields but files. */
  static Map<String, Json> fields(
      @Nullable String model,
      String prompt,
      @Nullable ImageStyle asked,
      @Nullable Map<String, Json.Obj> extra) {
    ImageStyle style = asked == null ? ImageStyle.USUAL : asked;
    Map<String, Json> fields = new LinkedHashMap<>();
    put(fields, "model", model);
    fields.put("prompt", Json.of(prompt));
    if (style.count() != null) {
      fields.put("n", Json.of(style.count().longValue()));
    }
    put(fields, "size", style.size());
    put(fields, "quality", style.quality());
    put(fields, "background", style.background());
    put(fields, "output_format", style.format());
    if (style.addresses() != null && !isBytesOnly(model)) {
      fields.put("response_format", Json.of(style.addresses() ? "url" : "b64_json"));
    }
    Map<String, Json> own = Extra.in(extra, PassedChat.DIALECT).fields();
    for (String name : TYPED_ONLY) {
      if (own.containsKey(name)) {
        throw Refusal.invalid(
            "extra.%s.%s".formatted(PassedChat.DIALECT, name),
            "must not be given among further fields");
      }
    }
    fields.putAll(own);
    return fields;
  }

  // These models refuse the field: they give bytes whatever is asked.
  static boolean isBytesOnly(@Nullable String model) {
    return model != null && (model.startsWith("gpt-image") || model.startsWith("chatgpt-image"));
  }

  private static void put(Map<String, Json> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, Json.of(value));
    }
  }

  static Images read(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    String told = ReplyFields.text(reply, "output_format");
    List<Images.Made> images =
        ReplyFields.objects(reply, "data").stream().map(item -> made(item, told)).toList();
    if (images.isEmpty()) {
      throw OpenAiErrors.unreadable("it holds no pictures");
    }
    return new Images(reply.text("model"), images, usage(reply, images.size()));
  }

  private static Images.Made made(Json.Obj item, String told) {
    String base64 = item.text("b64_json");
    String url = item.text("url");
    if (base64 == null && url == null) {
      throw OpenAiErrors.unreadable("a picture has neither bytes nor an address");
    }
    Content content = base64 == null ? null : Content.of(type(told, base64), bytes(base64));
    return new Images.Made(content, url, item.text("revised_prompt"));
  }

  // Who does not say which format it is gives what the bytes begin as.
  private static String type(String told, String base64) {
    if (!told.isEmpty()) {
      return "image/" + told;
    }
    return "image/"
        + (base64.startsWith("/9j/") ? "jpeg" : base64.startsWith("UklGR") ? "webp" : "png");
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw OpenAiErrors.unreadable("the bytes of a picture are no base64");
    }
  }

  private static TokenUsage usage(Json.Obj reply, long images) {
    Json.Obj usage = ReplyFields.object(reply, "usage");
    Json.Obj details = ReplyFields.object(usage, "input_tokens_details");
    return new TokenUsage(
        ReplyFields.number(usage, "input_tokens"),
        ReplyFields.number(usage, "output_tokens"),
        ReplyFields.number(details, "cached_tokens"),
        0,
        0,
        0,
        Map.of(
            MediaUnit.IMAGES,
            images,
            TokenUnit.IMAGE_INPUT.wire(),
            ReplyFields.number(details, IMAGE_TOKENS),
            TokenUnit.IMAGE_OUTPUT.wire(),
            ReplyFields.number(ReplyFields.object(usage, "output_tokens_details"), IMAGE_TOKENS)));
  }
}

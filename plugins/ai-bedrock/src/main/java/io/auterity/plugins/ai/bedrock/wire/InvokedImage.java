package io.auterity.plugins.ai.bedrock.wire;

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
import io.auterity.toolkit.ai.PictureSize;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST model/{id}/invoke} of a model that draws, in the words of its maker: Amazon's Nova
 * Canvas and Titan Image make up to five pictures of a size, Stability's models one of a shape.
 */
public record InvokedImage(BedrockEndpoint endpoint, String model, Maker maker, String format)
    implements BedrockCodec<ImageRequest, Images> {

  private static final String PNG = "png";
  private static final String CONFIG = "imageGenerationConfig";
  private static final String COUNT = "numberOfImages";
  private static final int MOST = 5;

  /** Amazon's two words for how good a picture shall be, by those that others have. */
  private static final Map<String, String> QUALITIES =
      Map.of("standard", "standard", "premium", "premium", "hd", "premium", "high", "premium");

  private static final Set<String> SHAPES =
      Set.of("16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21");

  /** Who made a model, and so how it is asked. */
  public enum Maker {
    AMAZON,
    STABILITY;

    private static final List<String> STABILITYS =
        List.of("stability.sd3", "stability.stable-image-core", "stability.stable-image-ultra");

    private static @Nullable Maker of(String model) {
      String name = BedrockFamily.bare(model);
      if (name.startsWith("amazon.nova-canvas") || name.startsWith("amazon.titan-image")) {
        return AMAZON;
      }
      return STABILITYS.stream().anyMatch(name::startsWith) ? STABILITY : null;
    }
  }

  /**
   * How the model of a request is asked.
   *
   * @throws CallFailedException when none is named, {@code unsupported} when it is of another maker
   */
  public static InvokedImage of(BedrockEndpoint endpoint, ImageRequest request) {
    String model = request.model();
    if (model == null) {
      throw Refusal.invalid("model", "is missing");
    }
    Maker maker = Maker.of(model);
    if (maker == null) {
      throw unsupported(
          "model",
          "model '%s' draws nothing that is known here: amazon.nova-canvas, amazon.titan-image, stability.sd3, stability.stable-image-core and -ultra do"
              .formatted(model));
    }
    boolean jpeg = maker == Maker.STABILITY && "jpeg".equals(style(request).format());
    return new InvokedImage(endpoint, model, maker, jpeg ? "jpeg" : PNG);
  }

  /** What of a request does not arrive, by canonical name; what no model is known for says it. */
  public static List<String> lost(ImageRequest request) {
    Maker maker = request.model() == null ? null : Maker.of(request.model());
    ImageStyle style = style(request);
    boolean stability = maker == Maker.STABILITY;
    List<String> lost = new ArrayList<>(Extra.names(request.extra(), ConverseFit.DIALECT));
    lose(lost, "style.size", stability && told(style.size()));
    lose(lost, "style.quality", told(style.quality()) && (stability || quality(style) == null));
    lose(lost, "style.background", told(style.background()));
    lose(
        lost,
        "style.format",
        style.format() != null
            && !style.format().equals(PNG)
            && !(stability && style.format().equals("jpeg")));
    lose(lost, "style.addresses", Boolean.TRUE.equals(style.addresses()));
    return lost;
  }

  private static void lose(List<String> lost, String name, boolean is) {
    if (is) {
      lost.add(name);
    }
  }

  // To leave it to the model is to say nothing.
  private static boolean told(@Nullable String word) {
    return word != null && !word.equals("auto");
  }

  @Override
  public WireRequest encode(ImageRequest request) {
    Map<String, Json> body = new LinkedHashMap<>();
    if (maker == Maker.AMAZON) {
      body.put("taskType", Json.of("TEXT_IMAGE"));
      body.put("textToImageParams", Json.EMPTY.with("text", Json.of(request.prompt())));
      body.put(CONFIG, config(request));
    } else {
      stability(request, body);
    }
    Extra.in(request.extra(), ConverseFit.DIALECT)
        .fields()
        .forEach(
            (name, value) -> body.put(name, name.equals(CONFIG) ? merged(body, value) : value));
    return endpoint.ask(model, "invoke", new Json.Obj(body));
  }

  private static Json.Obj config(ImageRequest request) {
    ImageStyle style = style(request);
    Map<String, Json> config = new LinkedHashMap<>();
    config.put(COUNT, Json.of((long) count(style, MOST)));
    PictureSize size = PictureSize.of(style);
    if (size != null) {
      config.put("width", Json.of((long) size.width()));
      config.put("height", Json.of((long) size.height()));
    }
    String quality = quality(style);
    if (quality != null) {
      config.put("quality", Json.of(quality));
    }
    return new Json.Obj(config);
  }

  private void stability(ImageRequest request, Map<String, Json> body) {
    ImageStyle style = style(request);
    count(style, 1);
    body.put("prompt", Json.of(request.prompt()));
    body.put("output_format", Json.of(format));
    PictureSize size = PictureSize.of(style);
    if (size != null) {
      body.put("aspect_ratio", Json.of(size.shape(SHAPES)));
    }
  }

  // How many there will be is what the call's cost hangs on.
  private static Json merged(Map<String, Json> body, Json more) {
    if (!(body.get(CONFIG) instanceof Json.Obj known) || !(more instanceof Json.Obj told)) {
      throw Refusal.invalid(place(CONFIG), "must be an object, and goes to Amazon's models only");
    }
    if (told.get(COUNT) != null) {
      throw Refusal.invalid(
          place(CONFIG + "." + COUNT), "must not be given: style.count says how many");
    }
    Map<String, Json> all = new LinkedHashMap<>(known.fields());
    all.putAll(told.fields());
    return new Json.Obj(all);
  }

  private static String place(String name) {
    return "extra.%s.%s".formatted(ConverseFit.DIALECT, name);
  }

  private static ImageStyle style(ImageRequest request) {
    return request.style() == null ? ImageStyle.USUAL : request.style();
  }

  private static int count(ImageStyle style, int most) {
    int count = style.count() == null ? 1 : style.count();
    if (count > most) {
      throw unsupported(
          "style.count", "the model makes %d at once at most, not %d".formatted(most, count));
    }
    return count;
  }

  private static @Nullable String quality(ImageStyle style) {
    return style.quality() == null ? null : QUALITIES.get(style.quality());
  }

  private static CallFailedException unsupported(String field, String words) {
    return Refusal.of(FailureCode.UNSUPPORTED, field, words);
  }

  @Override
  public Images decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    String filtered = filtered(reply);
    List<Images.Made> made = new ArrayList<>();
    if (reply.get("images") instanceof Json.Arr(List<Json> images) && filtered == null) {
      images.forEach(image -> made.add(made(image)));
    }
    if (filtered != null || (made.isEmpty() && !ReplyFields.text(reply, "error").isEmpty())) {
      throw refused(filtered == null ? ReplyFields.text(reply, "error") : filtered);
    }
    if (made.isEmpty()) {
      throw VendorReply.unreadable("it holds no pictures");
    }
    return new Images(
        model,
        made,
        new TokenUsage(0, 0, 0, 0, 0, 0, Map.of(MediaUnit.IMAGES, (long) made.size())));
  }

  /** Why Stability's model shows nothing; null when it does. */
  private static @Nullable String filtered(Json.Obj reply) {
    return reply.get("finish_reasons") instanceof Json.Arr(List<Json> reasons)
            && !reasons.isEmpty()
            && reasons.getFirst() instanceof Json.Str(String why)
        ? why
        : null;
  }

  private static CallFailedException refused(String why) {
    FailureCode code =
        why.startsWith("Inference error") ? FailureCode.UNAVAILABLE : FailureCode.CONTENT_REFUSED;
    return new CallFailedException(
        Failure.of(code, "the model shows no picture: " + why).withApplied(Applied.UNKNOWN));
  }

  private Images.Made made(Json image) {
    if (!(image instanceof Json.Str(String base64))) {
      throw VendorReply.unreadable("a picture is no text");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return new Images.Made(Content.of("image/" + format, bytes), null, null);
    } catch (IllegalArgumentException e) {
      throw VendorReply.unreadable("the bytes of a picture are no base64");
    }
  }
}

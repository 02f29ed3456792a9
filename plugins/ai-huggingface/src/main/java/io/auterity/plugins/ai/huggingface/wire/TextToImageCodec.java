package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The task {@code text-to-image}, answered by the bytes of one picture. */
public record TextToImageCodec(HuggingFaceEndpoint endpoint, String model)
    implements HuggingFaceCodec<ImageRequest, Content> {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Override
  public WireRequest encode(ImageRequest request) {
    Map<String, Json> parameters = new LinkedHashMap<>();
    if (request.style() != null) {
      put(request.style(), parameters);
    }
    parameters.putAll(Extra.in(request.extra(), HubModel.DIALECT).fields());
    Json.Obj body = Json.EMPTY.with("inputs", Json.of(request.prompt()));
    return endpoint.task(
        model, "", parameters.isEmpty() ? body : body.with("parameters", new Json.Obj(parameters)));
  }

  private static void put(ImageStyle style, Map<String, Json> parameters) {
    refuse("style.quality", style.quality() != null);
    refuse("style.background", style.background() != null);
    refuse("style.format", style.format() != null);
    String size = style.size();
    if (size == null || size.equals("auto")) {
      return;
    }
    Matcher sides = SIZE.matcher(size);
    if (!sides.matches()) {
      throw Refusal.invalid("style.size", "must be width x height, e.g. 1024x1024");
    }
    parameters.put("width", Json.of(Long.parseLong(sides.group(1))));
    parameters.put("height", Json.of(Long.parseLong(sides.group(2))));
  }

  private static void refuse(String field, boolean asked) {
    if (asked) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED, field, field + " cannot be told to a task of Hugging Face");
    }
  }

  @Override
  public Content decode(WireResponse response) {
    String type = response.header("content-type").orElse("");
    if (!type.startsWith("image/") || response.body().length == 0) {
      throw VendorReply.unreadable("it is no picture");
    }
    return Content.of(type, response.body());
  }
}

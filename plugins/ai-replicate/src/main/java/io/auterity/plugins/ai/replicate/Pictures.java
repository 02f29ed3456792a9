package io.auterity.plugins.ai.replicate;

import io.auterity.plugins.ai.replicate.wire.Prediction;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.http.VendorReply;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pictures of a prediction. The vendor gives their addresses; their bytes are fetched unless
 * the caller is content with addresses. A picture that cannot be fetched is paid for all the same,
 * and so its address is told.
 */
record Pictures(ImageRequest request, Call call) {

  private static final Pattern DATA =
      Pattern.compile("data:(image/[A-Za-z0-9.+-]+);base64,(.*)", Pattern.DOTALL);

  Images of(Prediction prediction, String model) {
    List<String> files = prediction.files();
    Map<String, Long> units = new LinkedHashMap<>(prediction.time());
    units.put(MediaUnit.IMAGES, (long) files.size());
    TokenUsage usage = new TokenUsage(0, 0, 0, 0, 0, 0, units);
    return new Images(model, files.stream().map(this::made).toList(), usage);
  }

  private Images.Made made(String file) {
    Matcher data = DATA.matcher(file);
    if (data.matches()) {
      return new Images.Made(Content.of(data.group(1), bytes(data.group(2))), null, null);
    }
    boolean addresses = request.style() != null && Boolean.TRUE.equals(request.style().addresses());
    return addresses ? new Images.Made(null, file, null) : fetched(file);
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw VendorReply.unreadable("a picture is no base64");
    }
  }

  private Images.Made fetched(String file) {
    try {
      WireResponse response =
          call.provider().transport().send(WireRequest.get(URI.create(file)), call);
      String type = response.header("content-type").orElse("");
      if (response.succeeded() && type.startsWith("image/")) {
        return new Images.Made(Content.of(type, response.body()), null, null);
      }
    } catch (CallFailedException | IllegalArgumentException e) {
      // Told by its address below.
    }
    return new Images.Made(null, file, null);
  }
}

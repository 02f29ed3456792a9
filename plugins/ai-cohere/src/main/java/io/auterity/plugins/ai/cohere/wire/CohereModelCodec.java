package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.toolkit.http.VendorReply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code GET v1/models/{model}}. */
public record CohereModelCodec(CohereEndpoint endpoint) implements CohereCodec<ModelGet, Model> {

  @Override
  public WireRequest encode(ModelGet input) {
    String id = URLEncoder.encode(input.id(), StandardCharsets.UTF_8).replace("+", "%20");
    return endpoint.get("v1/models/" + id);
  }

  @Override
  public Model decode(WireResponse response) {
    return CohereModelsCodec.model(VendorReply.object(response));
  }
}

package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;

/** {@code GET models/OWNER/NAME}. */
public record ReplicateModelCodec(ReplicateEndpoint endpoint) implements Codec<ModelGet, Model> {

  @Override
  public WireRequest encode(ModelGet input) {
    if (!PredictionCodec.OFFICIAL.matcher(input.id()).matches()) {
      throw Refusal.invalid("id", "must be owner/name");
    }
    return endpoint.get("models/" + input.id());
  }

  @Override
  public Model decode(WireResponse response) {
    return ReplicateModelsCodec.model(VendorReply.object(response));
  }

  @Override
  public Failure failure(WireResponse response) {
    return ReplicateErrors.failure(response);
  }
}

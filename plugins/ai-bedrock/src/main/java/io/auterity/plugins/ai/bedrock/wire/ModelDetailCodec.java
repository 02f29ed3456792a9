package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.toolkit.http.VendorReply;
import java.util.stream.Stream;

/** {@code GET foundation-models/{id}}, or {@code GET inference-profiles/{id}} of a profile. */
public record ModelDetailCodec(BedrockEndpoint endpoint) implements BedrockCodec<ModelGet, Model> {

  private static final String PROFILE = "inference-profile/";

  @Override
  public WireRequest encode(ModelGet input) {
    String list = isProfile(input.id()) ? "inference-profiles/" : "foundation-models/";
    return endpoint.list(list + BedrockEndpoint.encoded(input.id()));
  }

  /** A profile has a place before its maker, or an ARN that says so. */
  private static boolean isProfile(String id) {
    return id.startsWith("arn:") ? id.contains(PROFILE) : !BedrockFamily.bare(id).equals(id);
  }

  @Override
  public Model decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    Stream<Model> told =
        reply.get("modelDetails") instanceof Json.Obj details
            ? ModelListCodec.named(details)
            : ModelListCodec.profile(reply);
    return told.findFirst().orElseThrow(() -> VendorReply.unreadable("it holds no model"));
  }
}

package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Content;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;

/** A file of examples, handed to the vendor; its answer is the vendor's id. */
public record TrainingFileCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<Content, String> {

  @Override
  public WireRequest encode(Content content) {
    TuningForm form = endpoint.traits().tuning();
    return form.file(content).post(endpoint.at(form.files()));
  }

  /** Takes a file back that no job was made of. */
  public WireRequest removal(String file) {
    return endpoint.get("files/" + OpenAiEndpoint.segment(file)).withMethod("DELETE");
  }

  @Override
  public String decode(WireResponse response) {
    return TuningForm.id(ReplyJson.read(response));
  }
}

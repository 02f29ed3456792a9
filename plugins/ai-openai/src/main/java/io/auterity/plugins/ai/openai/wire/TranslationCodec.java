package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranslationRequest;

/** {@code POST audio/translations}, a form with a file. */
public record TranslationCodec(OpenAiEndpoint endpoint)
    implements OpenAiCodec<TranslationRequest, Transcription> {

  @Override
  public WireRequest encode(TranslationRequest request) {
    return TranscriptJson.form(
            request.model(),
            request.audio(),
            request.prompt(),
            request.temperature(),
            Boolean.TRUE.equals(request.segments()),
            request.extra())
        .post(endpoint.at("audio/translations", request.model()));
  }

  @Override
  public Transcription decode(WireResponse response) {
    return TranscriptJson.read(response);
  }
}

package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.testkit.transport.RecordedExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Replies after the vendors' descriptions, under which another test validates them. */
final class MediaReplies {

  static final WireResponse MODERATIONS =
      json(
          """
          {"id":"modr-1","model":"omni-moderation-latest","results":[
            {"flagged":true,
             "categories":{"hate":false,"hate/threatening":false,"harassment":false,
               "harassment/threatening":false,"illicit":null,"illicit/violent":false,
               "self-harm":false,"self-harm/intent":false,"self-harm/instructions":false,
               "sexual":false,"sexual/minors":false,"violence":true,"violence/graphic":false},
             "category_scores":{"hate":0.01,"hate/threatening":0,"harassment":0,
               "harassment/threatening":0,"illicit":0,"illicit/violent":0,
               "self-harm":0,"self-harm/intent":0,"self-harm/instructions":0,
               "sexual":0,"sexual/minors":0,"violence":0.9,"violence/graphic":0},
             "category_applied_input_types":{"hate":["text"],"hate/threatening":["text"],
               "harassment":["text"],"harassment/threatening":["text"],"illicit":["text"],
               "illicit/violent":["text"],"self-harm":["text"],"self-harm/intent":["text"],
               "self-harm/instructions":["text"],"sexual":["text"],"sexual/minors":["text"],
               "violence":["text"],"violence/graphic":["text"]}}]}
          """);

  static final WireResponse IMAGES =
      json(
          """
          {"created":1713833628,"output_format":"webp",
           "data":[{"b64_json":"AQID"},{"url":"https://x.example/a.png","revised_prompt":"Cats"}],
           "usage":{"total_tokens":100,"input_tokens":50,"output_tokens":50,
             "input_tokens_details":{"text_tokens":10,"image_tokens":40}}}
          """);

  static final WireResponse TRANSCRIPT =
      json(
          """
          {"text":"Hello.","usage":{"type":"tokens","input_tokens":14,"output_tokens":45,
            "total_tokens":59,"input_token_details":{"text_tokens":0,"audio_tokens":14}}}
          """);

  static final WireResponse TIMED =
      json(
          """
          {"task":"transcribe","language":"english","duration":8.47,"text":"Hello there.",
           "segments":[{"id":0,"seek":0,"start":0,"end":3.5,"text":" Hello there.",
             "tokens":[1],"temperature":0,"avg_logprob":-0.2,"compression_ratio":1.2,
             "no_speech_prob":0.01}],
           "words":[{"word":"Hello","start":0.1,"end":0.5}],
           "usage":{"type":"duration","seconds":9}}
          """);

  static final WireResponse SPEECH =
      new WireResponse(
          200, Map.of("content-type", List.of("audio/mpeg")), new byte[] {(byte) 0xff, 1, 2});

  static final WireResponse RANKING =
      json(
          """
          {"id":"r-1","model":"bge-reranker","results":[
            {"index":0,"relevance_score":0.1},{"index":2,"relevance_score":0.9}],
           "meta":{"billed_units":{"search_units":1}}}
          """);

  private MediaReplies() {}

  static WireResponse json(String text) {
    return new WireResponse(
        200,
        Map.of("content-type", List.of("application/json")),
        text.getBytes(StandardCharsets.UTF_8));
  }

  static List<RecordedExchange> exchanges() {
    return Stream.of(
            at("moderations", MODERATIONS),
            at("images/generations", IMAGES),
            at("images/edits", IMAGES),
            at("audio/transcriptions", TRANSCRIPT),
            at("audio/translations", TIMED),
            at("audio/speech", SPEECH),
            at("rerank", RANKING))
        .toList();
  }

  private static RecordedExchange at(String path, WireResponse reply) {
    URI uri = URI.create("https://api.openai.com/v1/" + path);
    return new RecordedExchange(WireRequest.json(uri, new byte[0]), reply);
  }
}

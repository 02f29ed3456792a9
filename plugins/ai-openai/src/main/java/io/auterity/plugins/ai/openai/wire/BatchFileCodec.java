package io.auterity.plugins.ai.openai.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.WireBatches.Line;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.MultipartForm;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The requests of a batch, handed to the vendor as a file; its answer is the vendor's id. The body
 * of a line is that of the request.
 */
public record BatchFileCodec(OpenAiEndpoint endpoint) implements OpenAiCodec<List<Line>, String> {

  private static final String VERSION = "/v1/";

  @Override
  public WireRequest encode(List<Line> lines) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (Line line : lines) {
      write(file, line);
    }
    return new MultipartForm()
        .field("purpose", "batch")
        .file("file", Content.of("application/jsonl", "batch.jsonl", file.toByteArray()))
        .post(endpoint.at("files"));
  }

  private void write(ByteArrayOutputStream file, Line line) {
    Json.Obj head =
        Json.EMPTY
            .with("custom_id", Json.of(line.id()))
            .with("method", Json.of(line.request().method()))
            .with("url", Json.of(path(line.request())));
    String text = head.toString();
    file.writeBytes((text.substring(0, text.length() - 1) + ",\"body\":").getBytes(UTF_8));
    // A break can stand between the words of JSON alone, where a space does as well.
    for (byte one : line.request().body()) {
      file.write(one == '\n' || one == '\r' ? ' ' : one);
    }
    file.writeBytes("}\n".getBytes(UTF_8));
  }

  /** The path of a request as batches name it, whatever stands before it at this endpoint. */
  public String path(WireRequest request) {
    String path = endpoint.url().relativize(request.uri()).getPath();
    return VERSION + path;
  }

  @Override
  public String decode(WireResponse response) {
    return BatchCodec.id(ReplyJson.read(response));
  }
}

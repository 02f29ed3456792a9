package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replicate by its description and its examples, for nothing of it was recorded: predictions that
 * start, go on and succeed as they are looked at, and their streams.
 */
public final class DescribedReplicate implements Transport {

  public static final ReplicateEndpoint ENDPOINT =
      new ReplicateEndpoint(URI.create("https://api.replicate.com/v1/"));

  /** The stream of the vendor's guide. */
  static final String STREAM =
      """
      event: output
      id: 1690212292:0
      data: Once upon a time...

      event: output
      id: 1690212293:0
      data:  there was
      data:

      event: done
      id: 1690212295:0
      data: {}

      """;

  private static final Pattern EXAMPLE = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);

  private int looks;

  private static @Nullable VendorSchema read;

  /** The vendor's description; not read before a test asks for it, which is skipped without. */
  static synchronized VendorSchema schema() {
    VendorSchema known = read;
    if (known == null) {
      try {
        known = new VendorSchema("specs/replicate.json");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      read = known;
    }
    return known;
  }

  /** The first example in the words about a request. */
  static WireResponse example(String verb, String path) {
    Matcher example = EXAMPLE.matcher(schema().described(verb, path).get("description").asString());
    if (!example.find()) {
      throw new AssertionError("no example of " + path);
    }
    return reply(example.group(1));
  }

  /** A reply, in quotes of either kind. */
  public static WireResponse reply(String json) {
    return new WireResponse(
        200, Map.of(), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** The JSON of a prediction. */
  public static String prediction(String status, String output) {
    return ("{'id':'p1','model':'meta/x','version':'hidden','input':{},'output':%s,"
            + "'data_removed':false,'error':null,'status':'%s',"
            + "'created_at':'2026-01-01T00:00:00Z','metrics':{'predict_time':1.2345,"
            + "'input_token_count':20,'output_token_count':5},"
            + "'urls':{'web':'https://replicate.com/p/p1',"
            + "'get':'https://api.replicate.com/v1/predictions/p1',"
            + "'cancel':'https://api.replicate.com/v1/predictions/p1/cancel',"
            + "'stream':'https://stream.replicate.com/v1/files/f1'}}")
        .formatted(output, status)
        .replace('\'', '"');
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    String path = request.uri().getPath();
    if (path.endsWith("/predictions")) {
      return reply(prediction("starting", "null"));
    }
    if (path.endsWith("/predictions/p1")) {
      boolean first = looks++ == 0;
      return reply(prediction(first ? "processing" : "succeeded", "['money']"));
    }
    if (path.endsWith("/models")) {
      return reply(models(request.uri()));
    }
    return reply(model("b").toString());
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return new ScriptedTransport(List.of(ScriptedReply.of(200, STREAM))).open(request, call);
  }

  /** A page of the list: the vendor cuts after two. */
  static String models(URI uri) {
    boolean first = !uri.getQuery().contains("cursor=");
    return first
        ? "{'previous':null,'next':'https://api.replicate.com/v1/models?cursor=bz0y&x=1',"
            + "'results':[%s,%s]}".formatted(model("a"), model("b"))
        : "{'previous':null,'next':null,'results':[%s]}".formatted(model("c"));
  }

  static Json model(String name) {
    return JsonUtf8.read(
        """
        {"url":"https://replicate.com/meta/%s","owner":"meta","name":"%s","description":"A model",
         "visibility":"public","run_count":7,"is_official":true,"default_example":{"id":"big"},
         "latest_version":{"id":"0123","openapi_schema":{}}}
        """
            .formatted(name, name));
  }
}

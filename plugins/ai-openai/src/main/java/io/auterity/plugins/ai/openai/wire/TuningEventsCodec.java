package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codec for the events of a fine-tuning job. Vendors that know no pages tell all at once. */
public record TuningEventsCodec(OpenAiEndpoint endpoint)
    implements OpenAiCodec<TuningEventQuery, TuningEvents> {

  @Override
  public WireRequest encode(TuningEventQuery query) {
    TuningForm form = endpoint.traits().tuning();
    Map<String, String> page = new LinkedHashMap<>();
    page.put("limit", String.valueOf(TuningListCodec.LIMIT.of(query.limit())));
    if (query.after() != null) {
      page.put("after", query.after());
    }
    String job = OpenAiEndpoint.segment(query.job().id());
    String path = "%s/%s/events".formatted(form.jobs(), job);
    return form.pages() ? endpoint.get(path, page) : endpoint.get(path);
  }

  @Override
  public TuningEvents decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    if (!(reply.get("data") instanceof Json.Arr)) {
      throw OpenAiErrors.unreadable("it holds no list of events");
    }
    TuningForm form = endpoint.traits().tuning();
    return new TuningEvents(
        ReplyFields.objects(reply, "data").stream().map(form::event).toList(),
        Json.of(true).equals(reply.get("has_more")));
  }
}

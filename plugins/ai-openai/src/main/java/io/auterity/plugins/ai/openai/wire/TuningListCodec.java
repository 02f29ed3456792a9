package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.toolkit.json.ReplyFields;
import io.auterity.toolkit.paging.PageLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of a provider. Vendors that know no pages tell all at once.
 *
 * @param provider whose jobs they are
 */
public record TuningListCodec(OpenAiEndpoint endpoint, String provider)
    implements OpenAiCodec<TuningQuery, Page<Tuning>> {

  static final PageLimit LIMIT = new PageLimit(20, 100);

  @Override
  public WireRequest encode(TuningQuery query) {
    TuningForm form = endpoint.traits().tuning();
    Map<String, String> page = new LinkedHashMap<>();
    page.put("limit", String.valueOf(LIMIT.of(query.limit())));
    if (query.cursor() != null) {
      page.put("after", query.cursor().value());
    }
    return form.pages() ? endpoint.get(form.jobs(), page) : endpoint.get(form.jobs());
  }

  @Override
  public Page<Tuning> decode(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    if (!(reply.get("data") instanceof Json.Arr)) {
      throw OpenAiErrors.unreadable("it holds no list of jobs");
    }
    TuningForm form = endpoint.traits().tuning();
    List<Tuning> jobs =
        ReplyFields.objects(reply, "data").stream().map(job -> form.job(job, provider)).toList();
    boolean more = Json.of(true).equals(reply.get("has_more")) && !jobs.isEmpty();
    return new Page<>(jobs, more ? new Cursor(jobs.getLast().ref().id()) : null);
  }
}

package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import io.auterity.toolkit.paging.PageLimit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Models of the hub that the service serves, page by page as the hub cuts them. */
public record HubModelsCodec(HuggingFaceEndpoint endpoint)
    implements HuggingFaceCodec<ModelQuery, Page<Model>> {

  private static final PageLimit LIMIT = new PageLimit(1_000, 1_000);
  private static final String PLACE = "[\\w.~%+=-]+";
  private static final Pattern CURSOR = Pattern.compile(PLACE);
  private static final Pattern NEXT =
      Pattern.compile("<[^>]*[?&]cursor=(" + PLACE + ")[^>]*>;\\s*rel=\"next\"");

  @Override
  public WireRequest encode(ModelQuery query) {
    Cursor cursor = query.cursor();
    if (cursor != null && !CURSOR.matcher(cursor.value()).matches()) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    return endpoint.ofHub(
        "models?inference_provider=hf-inference&limit="
            + LIMIT.of(query.limit())
            + (cursor == null ? "" : "&cursor=" + cursor.value()));
  }

  @Override
  public Page<Model> decode(WireResponse response) {
    Json all = VendorReply.value(response);
    if (!(all instanceof Json.Arr)) {
      throw VendorReply.unreadable("it is no list of models");
    }
    List<Model> models =
        ReplyFields.objects(Json.EMPTY.with("all", all), "all").stream()
            .map(HubModel::read)
            .toList();
    return new Page<>(models, next(response));
  }

  private static @Nullable Cursor next(WireResponse response) {
    Matcher next = NEXT.matcher(response.header("link").orElse(""));
    return next.find() ? new Cursor(next.group(1)) : null;
  }
}

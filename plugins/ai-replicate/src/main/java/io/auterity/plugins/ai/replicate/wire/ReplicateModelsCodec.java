package io.auterity.plugins.ai.replicate.wire;

import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.ReplyFields;
import io.auterity.toolkit.paging.PageLimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET models}, the oldest first, so that pages stay as they are. The vendor cuts pages of
 * its own length: a cursor tells the vendor's page and the place in it.
 */
public record ReplicateModelsCodec(ReplicateEndpoint endpoint, ModelQuery query)
    implements Codec<ModelQuery, Page<Model>> {

  private static final PageLimit LIMIT = new PageLimit(1_000, 1_000);
  private static final Pattern PLACE = Pattern.compile("(\\d{1,6}):([\\w.~%+=-]*)");
  private static final Pattern NEXT = Pattern.compile("[?&]cursor=([\\w.~%+=-]+)");
  private static final Set<String> READ =
      Set.of("owner", "name", "default_example", "latest_version");

  /**
   * Where a page begins.
   *
   * @param skip how many of the vendor's page come before it
   * @param page the vendor's, as it writes it in its addresses; empty for the first
   */
  private record Place(int skip, String page) {

    static Place of(@Nullable Cursor cursor) {
      Matcher place = PLACE.matcher(cursor == null ? "0:" : cursor.value());
      if (!place.matches()) {
        throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
      }
      return new Place(Integer.parseInt(place.group(1)), place.group(2));
    }

    Cursor cursor() {
      return new Cursor(skip + ":" + page);
    }
  }

  @Override
  public WireRequest encode(ModelQuery asked) {
    LIMIT.of(asked.limit());
    String page = Place.of(asked.cursor()).page();
    return endpoint.get(
        "models?sort_by=model_created_at&sort_direction=asc"
            + (page.isEmpty() ? "" : "&cursor=" + page));
  }

  @Override
  public Page<Model> decode(WireResponse response) {
    Json.Obj reply = VendorReply.object(response);
    if (!(reply.get("results") instanceof Json.Arr)) {
      throw VendorReply.unreadable("it holds no list of models");
    }
    Place place = Place.of(query.cursor());
    List<Model> all =
        ReplyFields.objects(reply, "results").stream().map(ReplicateModelsCodec::model).toList();
    int from = Math.min(place.skip(), all.size());
    int to = Math.min(all.size(), from + LIMIT.of(query.limit()));
    return new Page<>(
        all.subList(from, to),
        to < all.size() ? new Place(to, place.page()).cursor() : next(reply));
  }

  private static @Nullable Cursor next(Json.Obj reply) {
    Matcher next = NEXT.matcher(ReplyFields.text(reply, "next"));
    return next.find() ? new Place(0, next.group(1)).cursor() : null;
  }

  /** One of the list, or one that was asked for alone. */
  static Model model(Json.Obj item) {
    String owner = ReplyFields.text(item, "owner");
    String name = ReplyFields.text(item, "name");
    if (owner.isEmpty() || name.isEmpty()) {
      throw VendorReply.unreadable("a model has no name");
    }
    Map<String, Json> rest = new LinkedHashMap<>(item.fields());
    rest.keySet().removeAll(READ);
    String version = version(item);
    if (!version.isEmpty()) {
      rest.put("latest_version", Json.of(version));
    }
    return Model.builder(owner + "/" + name)
        .owner(owner)
        .extra(Extra.of(ReplicateChat.DIALECT, new Json.Obj(rest)))
        .build();
  }

  private static String version(Json.Obj item) {
    return Objects.requireNonNullElse(ReplyFields.object(item, "latest_version").text("id"), "");
  }

  @Override
  public Failure failure(WireResponse response) {
    return ReplicateErrors.failure(response);
  }
}

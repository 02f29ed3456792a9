package io.auterity.toolkit.ai;

import io.auterity.spi.Page;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.util.List;

/** Pages of a list of models that is wholly at hand. */
public final class ModelPages {

  private static final PageLimit LIMIT = new PageLimit(1_000, 1_000);

  public static Page<Model> of(List<Model> all, ModelQuery query) {
    return Pages.of(all, query.cursor(), LIMIT.of(query.limit()), Model::id);
  }
}

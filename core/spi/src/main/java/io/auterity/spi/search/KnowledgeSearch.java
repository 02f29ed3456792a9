package io.auterity.spi.search;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code search.knowledge.find}. */
public record KnowledgeSearch(
    @Description("Words to look for; nothing in them is syntax") String text,
    @Description("Only these providers; all that the tenant has when absent")
        @Nullable List<String> among,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 100; 20 when absent") @Nullable Integer limit) {
  public KnowledgeSearch {
    Objects.requireNonNull(text);
    among = among == null ? null : List.copyOf(among);
  }
}

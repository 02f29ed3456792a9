package io.auterity.spi.knowledge;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.page.update}; what is absent stays as it is. */
public record PageUpdate(
    @Description("The page") Ref page,
    Change<String> title,
    @Description("Its text in Markdown") Change<String> body,
    @Description(
            "Revision of the page that is to be changed; refused as conflict when it has another by"
                + " now")
        @Nullable String expected) {
  public PageUpdate {
    Objects.requireNonNull(page);
    Objects.requireNonNull(title);
    Objects.requireNonNull(body);
    Change.needed("title, body", title, body);
  }

  /** Whatever the page's revision is by now. */
  public PageUpdate(Ref page, Change<String> title, Change<String> body) {
    this(page, title, body, null);
  }
}

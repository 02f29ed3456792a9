package io.auterity.testkit.contract;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.Description;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A documentation tool that makes spaces and pages and finds them, and no more. */
public final class SmallWikiPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new SmallWikiConnector());
  }

  /** What a provider is configured with. */
  public record WikiConfig(
      @Description("Code of the failure that each call ends with") @Nullable String refuses) {}

  private static final class SmallWikiConnector implements Connector<Knowledge> {

    @Override
    public String id() {
      return "small-wiki";
    }

    @Override
    public Class<Knowledge> kind() {
      return Knowledge.class;
    }

    @Override
    public Class<WikiConfig> config() {
      return WikiConfig.class;
    }

    @Override
    public Knowledge open(ProviderContext context) {
      return new SmallWiki(context);
    }
  }

  private static final class SmallWiki implements Knowledge {

    private final ProviderContext context;
    private final List<Space> spaces = new ArrayList<>();
    private final List<KnowledgePage> pages = new ArrayList<>();

    SmallWiki(ProviderContext context) {
      this.context = context;
    }

    private void check(Call call) {
      String refuses = context.config(WikiConfig.class).refuses();
      if (refuses != null) {
        throw failed(FailureCode.valueOf(refuses.toUpperCase(Locale.ROOT)));
      }
      if (call.cancelled()) {
        throw failed(call.remaining().isZero() ? FailureCode.TIMEOUT : FailureCode.CANCELLED);
      }
    }

    private static CallFailedException failed(FailureCode code) {
      return new CallFailedException(code, "small-wiki refuses");
    }

    /** Of a vendor that did not answer in time nobody knows what it did. */
    private void checkWrite(Call call) {
      try {
        check(call);
      } catch (CallFailedException e) {
        boolean silent = e.failure().code() == FailureCode.TIMEOUT && !call.cancelled();
        throw silent ? new CallFailedException(e.failure().withApplied(Applied.UNKNOWN)) : e;
      }
    }

    @Override
    public Space createSpace(NewSpace space, Call call) {
      checkWrite(call);
      Ref ref = new Ref(context.id(), "s" + spaces.size());
      Space made = new Space(ref, space.name(), space.description(), null, null, Json.EMPTY);
      spaces.add(made);
      return made;
    }

    @Override
    public KnowledgePage createPage(NewPage page, Call call) {
      checkWrite(call);
      if (spaces.stream().noneMatch(space -> space.ref().equals(page.space()))) {
        throw failed(FailureCode.NOT_FOUND);
      }
      KnowledgePage made =
          KnowledgePage.builder(new Ref(context.id(), "p" + pages.size()), page.title())
              .space(page.space())
              .body(Objects.requireNonNullElse(page.body(), ""))
              .build();
      pages.add(made);
      return made;
    }

    @Override
    public Page<ContentHit> searchContent(ContentSearch search, Call call) {
      check(call);
      return new Page<>(
          pages.stream()
              .filter(page -> search.space() == null || search.space().equals(page.space()))
              .filter(page -> String.valueOf(page.body()).contains(search.text()))
              .map(page -> new ContentHit(page.ref(), page.title(), null, page.space(), null))
              .toList(),
          null);
    }
  }
}

package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.Claims.Claim;
import io.auterity.plugins.knowledge.PageArchive.Decided;
import io.auterity.spi.Call;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Idempotent creation of what a call asks for: once for each key, under an unused number. */
record IdempotentCreate(PageArchive archive, Claims claims) {

  /** One sort of what is made. */
  interface Sort<T> {

    /** Fails where it cannot be made now. */
    void require(PagesAtHead snapshot) throws IOException;

    /** Which numbers are borne. */
    LongPredicate borne(PagesAtHead snapshot) throws IOException;

    /** Where the one of a number lies. */
    String path(long number);

    /** Fails with {@code not_found} where it is not there any more. */
    T read(PagesAtHead snapshot, long number) throws IOException;

    Decided<T> made(PagesAtHead snapshot, long number) throws IOException;
  }

  /**
   * Makes one, or reads the one that an earlier attempt of the call made.
   *
   * @param asked what is the same when the same is asked for
   */
  <T> T once(Call call, String asked, Sort<T> sort) {
    Optional<Claim> earlier = claims.earlier(call, asked);
    Claim claim = earlier.isPresent() ? earlier.get() : claimed(call, asked, sort);
    // An attempt that ended before it could say so has made it, or has not.
    boolean was = claim.made() || (claim.repeated() && had(call, sort.path(claim.number())));
    if (was) {
      return archive.read(call, snapshot -> sort.read(snapshot, claim.number()));
    }
    Optional<T> made = archive.write(call, snapshot -> decided(snapshot, claim, sort));
    if (made.isEmpty()) {
      claims.release(claim);
      throw KnowledgeContext.conflict("page", "the number that it was to bear is taken: try again");
    }
    claims.made(claim);
    return made.get();
  }

  private Claim claimed(Call call, String asked, Sort<?> sort) {
    LongPredicate borne =
        archive.read(
            call,
            snapshot -> {
              sort.require(snapshot);
              return sort.borne(snapshot);
            });
    return claims.claim(call, asked, borne);
  }

  private boolean had(Call call, String path) {
    return archive.read(call, snapshot -> snapshot.had(path));
  }

  private static <T> Decided<Optional<T>> decided(PagesAtHead snapshot, Claim claim, Sort<T> sort)
      throws IOException {
    if (sort.borne(snapshot).test(claim.number())) {
      Optional<T> made =
          claim.repeated() ? Optional.of(sort.read(snapshot, claim.number())) : Optional.empty();
      return new Decided<>(Draft.of("Make nothing"), made);
    }
    sort.require(snapshot);
    Decided<T> decided = sort.made(snapshot, claim.number());
    return new Decided<>(decided.draft(), Optional.of(decided.result()));
  }
}

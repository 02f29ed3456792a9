package io.auterity.workflow.notification;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest.Notice;
import io.auterity.workflow.approval.VoteLinks;
import io.auterity.workflow.approval.VoteLinks.VoteLink;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.store.ApprovalStore.StoredApproval;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes {@code ask.vote} in an e-mail the link by which the user who gets it votes. It goes to one
 * address alone, which must be that of a user, and stands in the text alone: what others have
 * written into HTML before it could send it elsewhere.
 *
 * @param users the user of an address, if there is exactly one
 * @param base address by which others know this server, without a slash at its end
 */
public record VotingMails(
    VoteLinks links,
    BiFunction<TenantScope, String, Optional<String>> users,
    Supplier<String> base) {

  private static final String WHITE = " \t\r\n";
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^<>@,;]*<)?([^<>@\\s,;]+@[^<>@\\s,;]+)>?");

  /**
   * The input of a call with the link in place.
   *
   * @throws CallFailedException {@code invalid} where the link would go to others
   */
  Json.Obj filled(TenantScope scope, StoredApproval approval, String capability, Json.Obj input) {
    String place = VoteLinks.PATH + ApprovalRow.ID.write(approval.id());
    if (!capability.equals(VoteLinks.CARRIER) || !input.toString().contains(place)) {
      return input;
    }
    VoteLink link =
        recipient(input)
            .flatMap(address -> link(scope, approval, address))
            .orElseThrow(
                () ->
                    invalid(
                        "ask.vote goes to one person: 'to' must be the address of one user, without"
                            + " cc and bcc"));
    String text = Objects.requireNonNullElse(input.text("text"), "");
    String vote = base.get() + VoteLinks.PATH + links.token(link);
    Json.Obj filled = input.with("text", Json.of(replaced(text, place, vote)));
    if (filled.toString().contains(place)) {
      throw invalid("ask.vote stands in 'text' of an e-mail alone");
    }
    return filled;
  }

  private Optional<VoteLink> link(TenantScope scope, StoredApproval approval, String address) {
    String digest = VoteLinks.digest(approval.digest(), address);
    return users
        .apply(scope, address)
        .map(user -> new VoteLink(scope, approval.id(), user, digest, until(approval)));
  }

  // Who knows the run knows the place, and could have put it behind an address of theirs: all that
  // stands before it, up to white space, gives way to this server's address.
  private static String replaced(String text, String place, String link) {
    StringBuilder all = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(place); at >= 0; at = text.indexOf(place, from)) {
      int start = at;
      while (start > from && WHITE.indexOf(text.charAt(start - 1)) < 0) {
        start--;
      }
      all.append(text, from, start).append(link);
      from = at + place.length();
    }
    return all.append(text, from, text.length()).toString();
  }

  private static Optional<String> recipient(Json.Obj input) {
    return input.get("to") instanceof Json.Arr(var to)
            && to.size() == 1
            && to.getFirst() instanceof Json.Str(String written)
            && none(input, "cc")
            && none(input, "bcc")
        ? address(written)
        : Optional.empty();
  }

  private static boolean none(Json.Obj input, String field) {
    Json others = input.get(field);
    return others == null
        || others.equals(Json.NULL)
        || (others instanceof Json.Arr(var all) && all.isEmpty());
  }

  private static Optional<String> address(String written) {
    Matcher address = ADDRESS.matcher(written.strip());
    return address.matches() ? Optional.of(address.group(1)) : Optional.empty();
  }

  private static Instant until(StoredApproval approval) {
    return approval.request().notices().stream()
        .filter(notice -> notice.kind() == Notice.Kind.DUE)
        .map(Notice::at)
        .findFirst()
        .orElse(approval.request().asked().plus(LONGEST));
  }

  private static CallFailedException invalid(String why) {
    return new CallFailedException(FailureCode.INVALID, why);
  }
}

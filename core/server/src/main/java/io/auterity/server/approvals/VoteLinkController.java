package io.auterity.server.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.control.access.Users;
import io.auterity.platform.call.Principal;
import io.auterity.platform.time.Time;
import io.auterity.server.approvals.UserVotes.GivenVote;
import io.auterity.server.web.errors.ErrorBody;
import io.auterity.server.web.request.BodyLimit;
import io.auterity.server.web.security.Open;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.WebhookPace;
import io.auterity.workflow.approval.VoteLinks;
import io.auterity.workflow.approval.VoteLinks.VoteLink;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.store.ApprovalStore.StoredApproval;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The page of a link by which a user votes, and the votes that are given there. Programs look at
 * the links of e-mails, and some send the forms that they find: to look gives no vote, and neither
 * does the form before a choice is made in it.
 */
@RestController
public final class VoteLinkController {

  private static final String WHY =
      "the marks in the path, which only this installation makes, say whose vote it is";
  private static final int MOST_BYTES = 1_024;
  private static final String CHOICE = "choice=";

  private final UserVotes votes;
  private final Users users;
  private final VoteLinks links;
  private final WebhookPace pace;
  private final Time time;

  VoteLinkController(UserVotes votes, Users users, VoteLinks links, Time time) {
    this.votes = votes;
    this.users = users;
    this.links = links;
    this.pace = new WebhookPace(time);
    this.time = time;
  }

  /** Shows what is asked, with a button for each choice. */
  @Open(WHY)
  @GetMapping(VoteLinks.PATH + "{token}")
  void show(@PathVariable String token, HttpServletResponse response) throws IOException {
    try {
      VoteLink link = link(token);
      StoredApproval approval = approval(link);
      String first = approval.request().choices().getFirst();
      votes.require(link.scope(), principals(link), given(approval, link, token, first));
      write(response, HttpServletResponse.SC_OK, form(approval, link));
    } catch (CallFailedException e) {
      refuse(response, e.failure());
    }
  }

  /** Takes the vote; the first one of a link counts. */
  @Open(WHY)
  @PostMapping(VoteLinks.PATH + "{token}")
  void vote(@PathVariable String token, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      VoteLink link = link(token);
      BodyLimit.ownedBy(request, link.scope().tenant());
      String choice = choice(request);
      GivenVote given = given(approval(link), link, token, choice);
      if (votes.engine().taken(link.scope(), given.message())) {
        throw new CallFailedException(
            FailureCode.CONFLICT, "this link has been used: its vote was given before");
      }
      var _ = votes.vote(link.scope(), principals(link), given);
      write(
          response,
          HttpServletResponse.SC_OK,
          "<h1>Your vote counts</h1><p>You chose <b>%s</b>.</p>"
              .formatted(HtmlUtils.htmlEscape(choice)));
    } catch (CallFailedException e) {
      refuse(response, e.failure());
    }
  }

  private List<Principal> principals(VoteLink link) {
    return users.principals(link.scope(), link.user());
  }

  private static GivenVote given(
      StoredApproval approval, VoteLink link, String token, String choice) {
    return new GivenVote(
        link.approval(),
        link.user(),
        choice,
        approval.digest(),
        "approval/%s/mail".formatted(ApprovalRow.ID.write(link.approval())),
        UUID.nameUUIDFromBytes(("vote/" + token).getBytes(UTF_8)));
  }

  private VoteLink link(String token) {
    VoteLink link =
        links
            .read(token)
            .orElseThrow(
                () -> new CallFailedException(FailureCode.NOT_FOUND, "there is no such link"));
    pace.admit(link.approval());
    if (!link.until().isAfter(time.now())) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "the time of this link is over; vote in the console");
    }
    return link;
  }

  /** The approval of a link, as long as it is what was sent to the user, where it was sent. */
  private StoredApproval approval(VoteLink link) {
    StoredApproval approval = votes.approval(link.scope(), link.approval());
    boolean same =
        users
            .address(link.scope(), link.user())
            .map(address -> VoteLinks.digest(approval.digest(), address))
            .filter(link.digest()::equals)
            .isPresent();
    if (!same) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "what is asked is no longer what this link is for, or the address of '%s' is another now;"
                  .formatted(link.user())
              + " vote in the console");
    }
    return approval;
  }

  private static String choice(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    String form = new String(body, UTF_8);
    if (body.length > MOST_BYTES) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "a vote has a body of at most %d bytes".formatted(MOST_BYTES));
    }
    if (!form.startsWith(CHOICE)) {
      throw new CallFailedException(FailureCode.INVALID, "choose one of the answers");
    }
    try {
      return URLDecoder.decode(form.substring(CHOICE.length()), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new CallFailedException(FailureCode.INVALID, "choose one of the answers");
    }
  }

  private static String form(StoredApproval approval, VoteLink link) {
    String choices =
        approval.request().choices().stream()
            .map(HtmlUtils::htmlEscape)
            .map(
                """
                <p><label><input type="radio" name="choice" value="%1$s" required> %1$s</label></p>
                """
                    ::formatted)
            .collect(Collectors.joining());
    return """
    <h1>%s</h1><pre>%s</pre><form method="post">%s<p>You vote as <b>%s</b>, once.</p>
    <button>Vote</button></form>
    """
        .formatted(
            HtmlUtils.htmlEscape(approval.request().question()),
            HtmlUtils.htmlEscape(approval.request().show().toString()),
            choices,
            HtmlUtils.htmlEscape(link.user()));
  }

  private static void refuse(HttpServletResponse response, Failure failure) throws IOException {
    String why =
        failure.code() == FailureCode.RATE_LIMITED
            ? "there are too many requests for this approval; try again in a second"
            : failure.message();
    write(
        response,
        ErrorBody.status(failure),
        "<h1>Nothing has changed</h1><p>%s</p>".formatted(HtmlUtils.htmlEscape(why)));
  }

  private static void write(HttpServletResponse response, int status, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    String page =
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
            + " content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">"
            + "<title>Vote</title></head><body>%s</body></html>".formatted(body);
    response.getOutputStream().write(page.getBytes(UTF_8));
  }
}

package io.auterity.workflow.approval;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest.Ballot;
import io.auterity.workflow.approval.ApprovalRequest.Notice;
import io.auterity.workflow.approval.ApprovalRequest.Notification;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Approvals as JSON, as the journal keeps them, and back. */
public final class ApprovalRequestJson {

  private static final String SHOW = "show";
  private static final String TELL = "tell";

  public static Json.Obj write(ApprovalRequest approval) {
    Json.Obj json = unshown(approval).with(SHOW, approval.show());
    return approval.tell().isEmpty() ? json : json.with(TELL, tell(approval));
  }

  /** The calls that tell people of it. */
  public static Json.Arr tell(ApprovalRequest approval) {
    return Json.array(
        approval.tell().stream()
            .<Json>map(
                one ->
                    one.provider() == null
                        ? notification(one)
                        : notification(one).with("provider", Json.of(one.provider())))
            .toList());
  }

  private static Json.Obj notification(Notification one) {
    return Json.EMPTY
        .with("id", Json.of(one.id()))
        .with("call", Json.of(one.capability()))
        .with("with", one.input() == null ? Json.NULL : one.input())
        .with("problem", Json.of(one.problem()));
  }

  /** Reads what {@link #tell(ApprovalRequest)} gave. */
  public static List<Notification> tell(Json.Arr stored) {
    return stored.items().stream()
        .map(item -> (Json.Obj) item)
        .map(
            one ->
                new Notification(
                    text(one, "id"),
                    text(one, "call"),
                    one.text("provider"),
                    one.get("with") instanceof Json.Obj input ? input : null,
                    one.text("problem")))
        .toList();
  }

  /** The same without what voters are shown besides, and without how people are told. */
  public static Json.Obj unshown(ApprovalRequest approval) {
    Map<String, Json> json = new LinkedHashMap<>();
    json.put("question", Json.of(approval.question()));
    json.put("form", approval.form());
    json.put("choices", Json.array(approval.choices().stream().map(Json::of).toList()));
    json.put("of", approval.approvers().json());
    json.put("need", Json.of(approval.need()));
    json.put("onDue", Json.of(approval.onDue()));
    json.put("asked", Json.of(Micros.of(approval.asked())));
    json.put(
        "notices",
        Json.array(approval.notices().stream().map(ApprovalRequestJson::notice).toList()));
    json.put(
        "votes", Json.array(approval.ballots().stream().map(ApprovalRequestJson::ballot).toList()));
    return new Json.Obj(json);
  }

  /** Reads what {@link #unshown} gave. */
  public static ApprovalRequest read(Json.Obj unshown, Json show) {
    return read(unshown.with(SHOW, show));
  }

  public static ApprovalRequest read(Json.Obj json) {
    return new ApprovalRequest(
        text(json, "question"),
        Objects.requireNonNullElse(json.get(SHOW), Json.NULL),
        object(json, "form"),
        list(json, "choices").stream().map(item -> ((Json.Str) item).value()).toList(),
        Approvers.read(object(json, "of")),
        (int) ((Json.Int) Objects.requireNonNull(json.get("need"))).value(),
        json.text("onDue"),
        time(json, "asked"),
        list(json, "notices").stream().map(item -> notice((Json.Obj) item)).toList(),
        json.get(TELL) instanceof Json.Arr stored ? tell(stored) : List.of(),
        ballots(json));
  }

  static List<Ballot> ballots(Json.Obj json) {
    return list(json, "votes").stream().map(item -> ballot((Json.Obj) item)).toList();
  }

  private static Json notice(Notice notice) {
    Json.Obj json =
        Json.EMPTY
            .with("at", Json.of(Micros.of(notice.at())))
            .with("kind", Json.of(notice.kind().name().toLowerCase(Locale.ROOT)));
    Approvers to = notice.to();
    return to == null ? json : json.with("to", to.json());
  }

  private static Notice notice(Json.Obj json) {
    return new Notice(
        time(json, "at"),
        Notice.Kind.valueOf(text(json, "kind").toUpperCase(Locale.ROOT)),
        json.get("to") instanceof Json.Obj to ? Approvers.read(to) : null);
  }

  /** A vote, as the inbox keeps it. */
  public static Json.Obj write(Vote vote) {
    Voter voter = vote.voter();
    return Json.EMPTY
        .with("choice", Json.of(vote.choice()))
        .with("form", vote.form())
        .with("digest", Json.of(vote.digest()))
        .with("by", Json.of(voter.name()))
        .with("user", Json.of(voter.user()))
        .with("teams", Json.array(voter.teams().stream().sorted().map(Json::of).toList()))
        .with("roles", Json.array(voter.roles().stream().sorted().map(Json::of).toList()))
        .with("starter", Json.of(voter.starter()))
        .with("at", Json.of(vote.at().toString()));
  }

  /** Reads what {@link #write(Vote)} gave. */
  public static Vote vote(Json.Obj json) {
    return new Vote(
        text(json, "choice"),
        object(json, "form"),
        text(json, "digest"),
        new Voter(
            text(json, "by"),
            json.text("user"),
            Approvers.set(json, "teams"),
            Approvers.set(json, "roles"),
            Json.of(true).equals(json.get("starter"))),
        Instant.parse(text(json, "at")));
  }

  static Json ballot(Ballot ballot) {
    return Json.EMPTY
        .with("choice", Json.of(ballot.choice()))
        .with("form", ballot.form())
        .with("by", Json.of(ballot.by()))
        .with("user", Json.of(ballot.user()))
        .with("at", Json.of(ballot.at().toString()));
  }

  private static Ballot ballot(Json.Obj json) {
    return new Ballot(
        text(json, "choice"),
        object(json, "form"),
        text(json, "by"),
        text(json, "user"),
        Instant.parse(text(json, "at")));
  }

  private static String text(Json.Obj json, String name) {
    return Objects.requireNonNull(json.text(name), name);
  }

  private static Json.Obj object(Json.Obj json, String name) {
    return (Json.Obj) Objects.requireNonNull(json.get(name), name);
  }

  private static List<Json> list(Json.Obj json, String name) {
    return ((Json.Arr) Objects.requireNonNull(json.get(name), name)).items();
  }

  private static Instant time(Json.Obj json, String name) {
    return Objects.requireNonNull(Micros.instant(json.get(name)), name);
  }

  private ApprovalRequestJson() {}
}

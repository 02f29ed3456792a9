package io.auterity.server.session;

import io.auterity.control.access.GrantAuthorizer;
import io.auterity.control.access.People;
import io.auterity.control.access.store.PersonIdentity;
import io.auterity.control.identity.AccountLinks;
import io.auterity.control.identity.SignIns;
import io.auterity.control.noun.Keys;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.Principal;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.server.session.SignInController.BegunSignIn;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells who has signed in with accounts of their own, and links these accounts to one person.
 *
 * @param outside address by which this server is known; null when it is the one that is called
 */
@RestController
@RequestMapping("/api/v1")
public record PeopleController(People people, AccountLinks links, @Nullable String outside) {

  /**
   * An account by which a person is known.
   *
   * @param way id of the issuer's resource by which it was seen last
   * @param issuer as its tokens name it
   * @param subject whom it names so
   */
  public record Account(
      String id,
      String way,
      String issuer,
      String subject,
      String name,
      Instant linkedAt,
      Instant seenAt) {

    static Account of(PersonIdentity one) {
      return new Account(
          PersonIdentity.ID.write(one.id()),
          one.way(),
          one.issuer(),
          one.subject(),
          one.name(),
          one.linked(),
          one.seen());
    }
  }

  /**
   * A person.
   *
   * @param id of the principal, as decisions and the audit log name it
   * @param roles that the rules gave them when they signed in last
   */
  public record KnownPerson(String id, String name, List<String> roles, List<Account> accounts) {}

  /**
   * An account that is to be linked.
   *
   * @param issuer id of the resource
   * @param next path of the console to go on at
   */
  public record WantedLink(String issuer, @Nullable String next) {}

  /** The accounts of the caller; none of a caller with a key. */
  @Needs("enter")
  @GetMapping("/identities")
  PageOf<Account> own(Caller caller) {
    List<Account> all =
        people.identities(caller.authenticated()).stream().map(Account::of).toList();
    return new PageOf<>(all, null, false);
  }

  /** Begins to link another account to the person who asks. */
  @Needs("enter")
  @PostMapping("/identities")
  ResponseEntity<BegunSignIn> link(
      Caller caller, @RequestBody WantedLink body, HttpServletRequest request) {
    SignIns.Begun begun =
        links.begin(
            caller.authenticated(),
            session(caller),
            body.issuer(),
            CallbackAddress.of(request, outside),
            body.next(),
            SignInController.from(request));
    return ResponseEntity.ok()
        .header(
            HttpHeaders.SET_COOKIE,
            PendingCookie.set(begun.cookie(), CallbackAddress.secure(request, outside)))
        .body(new BegunSignIn(begun.authorize().toString()));
  }

  private static SessionToken session(Caller caller) {
    if (caller.session() == null) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN, "accounts are linked in a session of a person, not with a key");
    }
    return caller.session();
  }

  /**
   * What an issuer gave the person who links an account.
   *
   * @param at what came after the address of the callback
   * @param code null where it gave none
   * @param error null where it told none
   * @param iss the issuer, where it names itself
   */
  public record IssuerAnswer(
      String at,
      String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable String iss) {
    @Override
    public String toString() {
      return "answer of an issuer";
    }
  }

  /**
   * An account that was linked.
   *
   * @param next path of the console to go on at
   */
  public record LinkedAccount(String next) {}

  /** Links the account with which the caller has just signed in, in the session that began it. */
  @Needs("enter")
  @PostMapping("/identities/linked")
  ResponseEntity<LinkedAccount> finish(
      Caller caller, @RequestBody IssuerAnswer body, HttpServletRequest request) {
    boolean secure = CallbackAddress.secure(request, outside);
    String next =
        links.finish(
            caller.authenticated(),
            session(caller),
            PendingCookie.read(request, secure),
            new SignIns.Answer(body.at(), body.state(), body.code(), body.error(), body.iss()),
            SignInController.from(request));
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, PendingCookie.clear(secure))
        .body(new LinkedAccount(next));
  }

  /** Takes an account from the caller, all of whose sessions end. */
  @Needs("enter")
  @DeleteMapping("/identities/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unlink(Caller caller, @PathVariable String id) {
    people.unlink(
        caller.authenticated(), caller.act(GrantAuthorizer.ENTER), PersonIdentity.ID.read(id));
  }

  /** Everybody who has signed in with an account of theirs, in the order of their ids. */
  @Needs("key.read")
  @GetMapping("/people")
  PageOf<KnownPerson> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    UUID after = Paging.cursor(Principal.ID, cursor);
    Map<UUID, List<PersonIdentity>> byPerson = new LinkedHashMap<>();
    for (PersonIdentity one : people.list(caller.scope(), after, size + 1)) {
      byPerson.computeIfAbsent(one.person(), person -> new ArrayList<>()).add(one);
    }
    List<KnownPerson> all = byPerson.values().stream().map(PeopleController::person).toList();
    return Paging.page(all, size, KnownPerson::id);
  }

  private static KnownPerson person(List<PersonIdentity> accounts) {
    PersonIdentity first = accounts.getFirst();
    return new KnownPerson(
        Principal.ID.write(first.person()),
        first.name(),
        first.roles(),
        accounts.stream().map(Account::of).toList());
  }

  /** Removes a person, whose sessions end; whom the rules still let in comes as a new one. */
  @Needs("key.write")
  @DeleteMapping("/people/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String id) {
    people.remove(caller.authenticated(), caller.act(Keys.WRITE), Principal.ID.read(id));
  }
}

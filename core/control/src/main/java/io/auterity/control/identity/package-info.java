/** Sign-in of people whom issuers outside know: OpenID Connect, Firebase, GitHub. */
@NullMarked
package io.auterity.control.identity;

import org.jspecify.annotations.NullMarked;

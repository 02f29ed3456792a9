/** SQL of issuers and of sign-ins that were used. */
@NullMarked
package io.auterity.control.identity.store;

import org.jspecify.annotations.NullMarked;

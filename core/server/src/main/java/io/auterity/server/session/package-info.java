/** Sign-in to the console. */
@NullMarked
package io.auterity.server.session;

import org.jspecify.annotations.NullMarked;

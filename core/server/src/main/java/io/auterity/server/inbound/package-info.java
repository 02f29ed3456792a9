/** The door for clients of protocols of their own, such as git. */
@NullMarked
package io.auterity.server.inbound;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.auterity.provider.token;

import org.jspecify.annotations.NullMarked;

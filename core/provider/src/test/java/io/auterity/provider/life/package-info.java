@NullMarked
package io.auterity.provider.life;

import org.jspecify.annotations.NullMarked;

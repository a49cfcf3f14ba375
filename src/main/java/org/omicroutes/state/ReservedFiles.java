package org.omicroutes.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of H2 ({@code jdbc:h2:reserve:…}) that grow on a full disk too, by as much as the reserve
 * beside them takes ({@link StateDisk}).
 */
public final class ReservedFiles extends FilePathWrapper {
  /** Before the path in a URL. */
  public static final String SCHEME = "reserve";

  /** Tells H2 of them; may be called again. */
  public static void register() {
    FilePath.register(new ReservedFiles());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    String path = getBase().toString();
    return new Channel(
        getBase().open(mode), Path.of(path.substring(path.indexOf(':') + 1)).getParent());
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel base;
    private final Path folder;

    Channel(FileChannel base, Path folder) {
      this.base = base;
      this.folder = folder;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      try {
        return base.write(bytes, position);
      } catch (IOException e) {
        if (!StateDisk.release(folder)) {
          throw e;
        }
        return base.write(bytes, position);
      }
    }

    @Override
    public int read(ByteBuffer bytes, long position) throws IOException {
      return base.read(bytes, position);
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      base.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      base.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}

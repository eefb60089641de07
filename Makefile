# Two commands do everything: `make site` and `make test`. `make help` lists the rest.
PYTHON ?= python3.11
BIN := .venv/bin
STEP := scripts/step.sh
PLATFORM ?= win_amd64
# one more than there are cores: tests of previews, kills and browsers wait a good deal
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
# the tests start a few hundred times what is compiled once, whatever the surroundings say of it
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

.PHONY: help site pages check serve wheel wheels test check-fast lint bench clean

help: ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

site: .venv/ready ## 生成网站和供下载的文件，放在 site/
	@$(BIN)/python -m handbook build

pages: .venv/ready ## 只生成页面 docs/
	@$(BIN)/python scripts/build_pages.py

check: .venv/ready ## 只核对数据
	@$(BIN)/python -m handbook check

serve: .venv/ready ## 本机预览，改了数据自动重建（Ctrl+C 退出）
	@$(BIN)/python -m handbook serve

wheel: .venv/ready ## 做出程序的安装文件，放在 dist/
	@$(BIN)/python -m hatchling build -t wheel

wheels: .venv/ready ## 收齐不联网的电脑要的安装文件，放在 wheels/（PLATFORM=win_amd64 等）
	@$(BIN)/python scripts/gather_wheels.py wheels/$(PLATFORM) --platform $(PLATFORM)

test: .venv/ready lint ## 安装测试所需的一切，跑全部测试
	@$(STEP) "准备浏览器、办公软件、可调的时钟" scripts/install_for_tests.sh
	@$(STEP) "跑全部测试" env $(PYTEST) -n $(WORKERS) --dist worksteal

check-fast: .venv/ready lint ## 一分钟内的检查，改代码时用：检查代码，跑不用浏览器、不用生成网站的测试
	@$(STEP) "跑轻便的测试" env $(PYTEST) -n logical --dist worksteal -m "not heavy"

lint: .venv/ready ## 检查代码
	@$(STEP) "检查代码" sh -c '$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports'

bench: .venv/ready bench/.peers/ready bench/node_modules/ready ## 测生成速度和文件大小，写 docs/bench.md（ONLY="pages site" 只测几项）
	@$(STEP) "准备浏览器" scripts/install_for_tests.sh
	@$(BIN)/python -m bench.run $(if $(ONLY),--only $(ONLY)) $(if $(BASE),--base $(BASE)) $(if $(ROUNDS),--rounds $(ROUNDS))

clean: .venv/ready ## 删去生成的页面、网站和虚拟环境（不动手写的文件）
	@$(BIN)/python scripts/build_pages.py --clean
	@rm -rf bench/.base bench/.peers bench/node_modules
	@rm -rf site dist wheels .*.lock .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

.venv/ready: requirements.lock pyproject.toml
	@$(STEP) -q "建立虚拟环境 .venv/" $(PYTHON) -m venv .venv
	@$(STEP) -q "安装依赖" $(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(STEP) -q "装上程序本身" $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

bench/.peers/ready: bench/peers.txt
	@rm -rf bench/.peers
	@$(STEP) -q "安装用来比较的程序 bench/.peers/" $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --target bench/.peers -r bench/peers.txt
	@touch $@

bench/node_modules/ready: bench/package-lock.json
	@command -v npm >/dev/null || { echo "没有 npm，请先安装（apt-get install npm）"; exit 1; }
	@$(STEP) -q "安装 Lighthouse" npm ci --prefix bench
	@touch $@
